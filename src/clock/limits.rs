//! All the time limits of a case.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    count::{CountedWith, Extension, Pass, rolled},
    limit::{COMPLAINTS_LAW, End, Later, Limit, Readings, Span},
    powers::Powers,
};
use crate::{
    calendar::{Holidays, NotPublished, Period},
    case::{Events, ImpossibleEvents},
};

/// Why no time limits could be worked out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimeError {
    /// Events that cannot be.
    #[error(transparent)]
    Impossible(#[from] ImpossibleEvents),
    /// A day lies beyond the published holidays, and only those are wanted.
    #[error(transparent)]
    NotPublished(#[from] NotPublished),
}

/// The time limits of one case.
///
/// ```
/// use data_subject_rights::{Controller, calendar::Date, case::Events, clock::{Powers, TimeLimits}};
/// let council = Controller::doncaster()?;
/// let holidays = council.holidays().ok_or("Doncaster has a calendar")?;
/// let events = Events::received(Date::constant(2026, 3, 4));
/// let limits = TimeLimits::of(&events, true, Powers::OPEN, holidays)?;
/// // 4 April is a Saturday, and Easter follows.
/// assert_eq!(limits.answer.by(), Some(Date::constant(2026, 4, 7)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct TimeLimits {
    /// The relevant time: the day from which the months run (UK GDPR art.12A(2)).
    pub relevant_time: Limit,
    /// The last day on which the person can be told of a longer time (art.12A(4)): the end of the first month.
    pub extension_notice: Limit,
    /// When the person must be told what was done (arts.12(3) and (4), 12A).
    pub answer: Limit,
    /// The end of three months, whether or not a longer time was told (art.12A(3)).
    pub extended: Limit,
    /// How the extension came out, by the strict reading.
    pub extension: Extension,
    /// How many days do not count (art.12A(6)), by the strict reading.
    pub days_not_counted: i32,
    /// When to give exam marks asked for before they were announced (DPA 2018 Sch.2 para.25(2)): after five
    /// months, or forty days from the announcement if earlier.
    pub marks: Limit,
    /// When a complaint to the council must be acknowledged (DPA 2018 s.164A(3)).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub acknowledgement: Option<End>,
}

impl TimeLimits {
    /// Works out the limits of a case. `is_access` says whether the request is one for access: questions about
    /// what is wanted stop no other month.
    ///
    /// # Errors
    ///
    /// [`TimeError`]: events that cannot be, or a day beyond the holidays that are published where only those are
    /// wanted.
    pub fn of(
        events: &Events,
        is_access: bool,
        powers: Powers,
        holidays: &Holidays,
    ) -> Result<Self, TimeError> {
        events.check()?;
        let count = |with_open: bool, reading: Readings| {
            CountedWith {
                events,
                is_access,
                there: powers.there(with_open),
                reading,
                holidays,
            }
            .run()
        };
        let apart = Readings::that_can_matter(events, is_access);
        let certain = Both::of(apart, |reading| count(false, reading))?;
        let rests_on_powers = events.asked().next().is_some() || events.extension_told.is_some();
        let open = if !rests_on_powers || powers.there(false) == powers.there(true) {
            None
        } else {
            Some(Both::of(apart, |reading| count(true, reading))?)
        };
        let limit = |of: fn(&Pass) -> End| -> Result<Limit, NotPublished> {
            let sure = certain.span(of)?;
            let maybe = open.as_ref().map(|open| open.span(of)).transpose()?;
            Ok(Limit {
                certain: sure,
                if_open: maybe.filter(|maybe| *maybe != sure),
            })
        };
        let relevant_time = limit(|pass| pass.start)?;
        Ok(Self {
            relevant_time,
            extension_notice: limit(|pass| pass.first)?,
            answer: limit(|pass| pass.answer)?,
            extended: limit(|pass| pass.third)?,
            extension: certain.strict.extension,
            days_not_counted: certain.strict.left_out,
            marks: marks(events, &relevant_time, holidays)?,
            acknowledgement: match events.complained.filter(|day| *day >= COMPLAINTS_LAW) {
                Some(complained) => Some(days_after(complained, Period::THIRTY_DAYS, holidays)?),
                None => None,
            },
        })
    }
}

/// A pass by the strict reading, one by the later of every two, and where these differ one by each alone.
struct Both<C> {
    count: C,
    /// The readings that can matter in the case: the others are not tried.
    apart: Readings,
    strict: Pass,
    lenient: Pass,
    alone: [Option<(Readings, Pass)>; 7],
}

impl<C: Fn(Readings) -> Result<Pass, NotPublished>> Both<C> {
    fn of(apart: Readings, count: C) -> Result<Self, NotPublished> {
        let strict = count(Readings::default())?;
        let lenient = if apart.is_empty() {
            strict
        } else {
            count(Readings::ALL)?
        };
        let mut alone = [None; 7];
        if strict != lenient {
            for (place, reading) in alone.iter_mut().zip(Readings::each()) {
                if apart.and(reading) == apart {
                    *place = Some((reading, count(reading)?));
                }
            }
        }
        Ok(Self {
            count,
            apart,
            strict,
            lenient,
            alone,
        })
    }

    /// The strict end and the later one, with the fewest readings that together give it.
    fn span(&self, of: fn(&Pass) -> End) -> Result<Span, NotPublished> {
        let by = of(&self.strict);
        let later = by.later(of(&self.lenient));
        if later == by {
            return Ok(Span { by, later: None });
        }
        let mut alone = self.alone.iter().flatten();
        let reading = match alone.find(|(_, pass)| of(pass) == later) {
            Some((reading, _)) => *reading,
            None => self.least(|pass| of(pass) == later)?,
        };
        Ok(Span {
            by,
            later: Some(Later { by: later, reading }),
        })
    }

    /// Readings that are all needed.
    fn least(&self, gives_it: impl Fn(&Pass) -> bool) -> Result<Readings, NotPublished> {
        let mut least = self.apart;
        for reading in Readings::each() {
            let without = least.without(reading);
            if without != least && gives_it(&(self.count)(without)?) {
                least = without;
            }
        }
        Ok(least)
    }
}

/// A period of days from an event: the day of the event does not count, and the end moves once to a working day.
fn days_after(event: Date, days: Period, holidays: &Holidays) -> Result<End, NotPublished> {
    rolled(holidays, days.after(event).unwrap_or(Date::MAX))
}

fn marks(
    events: &Events,
    relevant_time: &Limit,
    holidays: &Holidays,
) -> Result<Limit, NotPublished> {
    let announced = match events.results_announced {
        Some(announced) => days_after(announced, Period::FORTY_DAYS, holidays)?.day(),
        None => None,
    };
    let end = |start: End| -> Result<End, NotPublished> {
        let Some(day) = start.day() else {
            return Ok(start);
        };
        let months = rolled(
            holidays,
            Period::FIVE_MONTHS.after(day).unwrap_or(Date::MAX),
        )?;
        Ok(match (announced, months) {
            (Some(announced), End::By { day, provisional }) if announced < day => End::By {
                day: announced,
                provisional,
            },
            _ => months,
        })
    };
    let span = |span: &Span| -> Result<Span, NotPublished> {
        let by = end(span.by)?;
        let later = match span.later {
            Some(later) => Some(Later {
                by: end(later.by)?,
                reading: later.reading,
            }),
            None => None,
        };
        Ok(Span {
            by,
            later: later.filter(|later| later.by != by),
        })
    };
    let certain = span(&relevant_time.certain)?;
    let if_open = match &relevant_time.if_open {
        Some(open) => Some(span(open)?),
        None => None,
    };
    Ok(Limit {
        certain,
        if_open: if_open.filter(|open| *open != certain),
    })
}
