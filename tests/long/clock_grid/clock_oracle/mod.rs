//! Time limits as one counts them on a calendar on the wall, a day at a time. Nothing here is the crate's: days,
//! weekdays, months, Easter and holidays are its own.

mod almanac;
pub mod patterns;

pub use almanac::{Almanac, Day};

/// What was asked of the person, and when the answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    pub asked: Day,
    pub answered: Option<Day>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub received: Day,
    pub is_access: bool,
    pub identity: Option<Question>,
    pub authority: Option<Question>,
    pub fee: Option<Question>,
    pub questions: Vec<Question>,
    pub told: Option<Day>,
    pub announced: Option<Day>,
    pub complained: Option<Day>,
}

impl Case {
    /// The same case, this many days later.
    pub fn later(&self, days: i32) -> Self {
        let moved = |question: Question| Question {
            asked: question.asked + days,
            answered: question.answered.map(|day| day + days),
        };
        let on = |day: Option<Day>| day.map(|day| day + days);
        Self {
            received: self.received + days,
            is_access: self.is_access,
            identity: self.identity.map(moved),
            authority: self.authority.map(moved),
            fee: self.fee.map(moved),
            questions: self.questions.iter().copied().map(moved).collect(),
            told: on(self.told),
            announced: on(self.announced),
            complained: on(self.complained),
        }
    }
}

/// Where a limit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    By(Day),
    Paused(Day),
    NotBegun(Day),
}

impl Ends {
    pub fn day(self) -> Option<Day> {
        match self {
            Self::By(day) => Some(day),
            Self::Paused(_) | Self::NotBegun(_) => None,
        }
    }

    /// For putting ends in order: what has no day comes after every day.
    pub fn rank(self) -> Day {
        self.day().unwrap_or(Day::MAX)
    }
}

/// What came of telling the person of a longer time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Nobody,
    InTime,
    TooLate(Day),
    WithoutTheGround,
}

/// Each way in which the law can be read for a later day.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    pub day_of_receipt: bool,
    pub same_day: bool,
    pub several: bool,
    pub end_of_month: bool,
    pub authority: bool,
    pub asked_late: bool,
    pub practice: bool,
}

impl Reading {
    pub const STRICT: Self = Self::every(false);
    pub const LATER: Self = Self::every(true);

    const fn every(way: bool) -> Self {
        Self {
            day_of_receipt: way,
            same_day: way,
            several: way,
            end_of_month: way,
            authority: way,
            asked_late: way,
            practice: way,
        }
    }
}

/// Which powers the council had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Had {
    pub identity: bool,
    pub authority: bool,
    pub fee: bool,
    pub clarification: bool,
    pub extension: bool,
}

impl Had {
    pub const ALL: Self = Self {
        identity: true,
        authority: true,
        fee: true,
        clarification: true,
        extension: true,
    };
}

/// What of all that happened moved a limit: two cases in which the same did can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moved {
    /// Identity, authority and fee, in this order: whether it was asked in time.
    pub asked_in_time: [bool; 3],
    /// Whether one of them was asked too late.
    pub asked_too_late: bool,
    /// How many questions count towards the first month, and towards three.
    pub questions: [usize; 2],
}

/// One way of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    pub start: Ends,
    pub first: Ends,
    pub third: Ends,
    pub answer: Ends,
    pub told: Told,
    pub left_out: i32,
    pub marks: Ends,
    pub moved: Moved,
}

/// An end with what was left out on the way to it.
#[derive(Clone, Copy)]
struct Reached {
    end: Ends,
    left_out: i32,
    questions: usize,
}

/// A case, to be counted by one reading.
pub struct Counting<'a> {
    almanac: &'a Almanac,
    case: &'a Case,
    reading: Reading,
    had: Had,
    in_order: Vec<Question>,
}

impl<'a> Counting<'a> {
    pub fn new(almanac: &'a Almanac, case: &'a Case, reading: Reading, had: Had) -> Self {
        let mut in_order = case.questions.clone();
        // Of those asked on one day the open one stands first; sorting keeps the place of equals.
        in_order.sort_by_key(|question| (question.asked, question.answered));
        Self {
            almanac,
            case,
            reading,
            had,
            in_order,
        }
    }

    pub fn outcome(&self) -> Outcome {
        let mut moved = Moved::default();
        let start = match self.start(&mut moved) {
            Ok(start) => start,
            Err(since) => {
                let waits = Ends::NotBegun(since);
                return Outcome {
                    start: waits,
                    first: waits,
                    third: waits,
                    answer: waits,
                    told: Told::Nobody,
                    left_out: 0,
                    marks: waits,
                    moved,
                };
            }
        };
        let first = self.end(start, 1);
        let third = self.end(start, 3);
        moved.questions = [first.questions, third.questions];
        let told = match (self.case.told, first.end) {
            (None, _) => Told::Nobody,
            (Some(told), Ends::By(last)) if told > last => Told::TooLate(last),
            _ if self.had.extension => Told::InTime,
            _ => Told::WithoutTheGround,
        };
        let counts = if told == Told::InTime { third } else { first };
        Outcome {
            start: Ends::By(start),
            first: first.end,
            third: third.end,
            answer: counts.end,
            told,
            left_out: counts.left_out,
            marks: self.marks(start),
            moved,
        }
    }

    fn is_old(&self) -> bool {
        self.case.received < self.almanac.day(2026, 2, 5)
    }

    fn start(&self, moved: &mut Moved) -> Result<Day, Day> {
        let received = self.case.received;
        if self.is_old() && !self.reading.practice {
            return Ok(received);
        }
        // The regulator's first practice: day one is the day after what begins the month.
        let begins = |day: Day| {
            if self.is_old() && day < self.almanac.day(2019, 8, 15) {
                day + 1
            } else {
                day
            }
        };
        let mut start = begins(received);
        let wanted = [
            (self.case.identity, self.had.identity),
            (
                self.case.authority,
                self.had.authority && self.reading.authority,
            ),
            (self.case.fee, self.had.fee),
        ];
        let mut asked: Vec<(usize, Question)> = Vec::with_capacity(3);
        for (place, (question, counts)) in wanted.into_iter().enumerate() {
            if let Some(question) = question.filter(|_| counts) {
                asked.push((place, question));
            }
        }
        asked.sort_by_key(|(_, question)| question.asked);
        // The answer to a question began the month until the end of 2019.
        let restarting = self.case.questions.iter().filter(|question| {
            self.is_old()
                && self.case.is_access
                && self.had.clarification
                && question.asked < self.almanac.day(2020, 1, 1)
        });
        asked.extend(restarting.map(|question| (3, *question)));
        for (place, question) in asked {
            let runs_until = self.end(start, 1).end.rank();
            if question.asked > runs_until && !self.reading.asked_late {
                moved.asked_too_late = true;
                continue;
            }
            if let Some(in_time) = moved.asked_in_time.get_mut(place) {
                *in_time = true;
            }
            match question.answered {
                Some(answered) => start = start.max(begins(answered)),
                None => return Err(question.asked),
            }
        }
        Ok(start)
    }

    fn end(&self, start: Day, months: u32) -> Reached {
        let mut reached = Reached {
            end: self.after(start, months, 0),
            left_out: 0,
            questions: 0,
        };
        let no_pause = !self.case.is_access
            || !self.had.clarification
            || (self.is_old() && !self.reading.practice);
        if no_pause {
            return reached;
        }
        let mut before: Vec<(Day, Day)> = Vec::with_capacity(self.in_order.len());
        for question in &self.in_order {
            if self.is_old() && question.asked < self.almanac.day(2020, 10, 21) {
                continue;
            }
            if question.asked > reached.end.rank() {
                break;
            }
            reached.questions += 1;
            let Some(answered) = question.answered else {
                reached.end = Ends::Paused(question.asked.max(start));
                break;
            };
            if answered == question.asked && !self.reading.same_day {
                continue;
            }
            for day in question.asked..=answered {
                let lies_after = day > start || (day == start && self.reading.day_of_receipt);
                let again = before.iter().any(|(from, to)| (*from..=*to).contains(&day));
                if lies_after && (!again || self.reading.several) {
                    reached.left_out += 1;
                }
            }
            before.push((question.asked, answered));
            reached.end = self.after(start, months, reached.left_out);
        }
        reached
    }

    /// So many months, and so many days more, in the order that the reading has them.
    fn after(&self, start: Day, months: u32, days: i32) -> Ends {
        let months_first = self.almanac.months_after(start, months) + days;
        let days_first = self.almanac.months_after(start + days, months);
        let last = if self.reading.end_of_month {
            months_first.max(days_first)
        } else {
            months_first.min(days_first)
        };
        Ends::By(self.almanac.working_day(last))
    }

    fn marks(&self, start: Day) -> Ends {
        let months = self
            .almanac
            .working_day(self.almanac.months_after(start, 5));
        let announced = self
            .case
            .announced
            .map(|day| self.almanac.working_day(day + 40));
        Ends::By(announced.map_or(months, |day| day.min(months)))
    }
}

/// When a complaint is to be acknowledged: the day after it is the first of thirty.
pub fn acknowledgement(almanac: &Almanac, complained: Day) -> Day {
    let mut day = complained;
    for _ in 0..30 {
        day += 1;
    }
    almanac.working_day(day)
}
