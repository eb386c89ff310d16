//! How the days were counted, step by step, each with its provision.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    count::Extension,
    limit::{End, Limit, NEW_LAW},
    limits::TimeLimits,
    powers::Powers,
};
use crate::{
    calendar::in_words,
    case::{Asked, Events},
    fact::Truth,
    law::Provision,
};

/// One step of counting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct CountingStep {
    /// What was counted, in words.
    pub says: String,
    /// Where the law says so.
    pub provision: Provision,
}

impl TimeLimits {
    /// How the days were counted, in the order of counting. `events` and `powers` are those that the limits were
    /// worked out from.
    #[must_use]
    pub fn derivation(
        &self,
        events: &Events,
        is_access: bool,
        powers: Powers,
    ) -> Vec<CountingStep> {
        let mut steps = Steps::default();
        let new_law = events.received >= NEW_LAW;
        steps.add(
            "uk-gdpr/12/3",
            format!(
                "The request was received on {}, whether or not a working day.",
                in_words(events.received)
            ),
        );
        steps.of_restarts(events, powers, new_law);
        if let Some(start) = self
            .relevant_time
            .by()
            .filter(|start| *start != events.received)
        {
            steps.add(
                "uk-gdpr/12a/2",
                format!(
                    "The month runs from the latest of these days, {}.",
                    in_words(start)
                ),
            );
        }
        steps.of_pauses(events, is_access, powers, new_law, self.days_not_counted);
        let month = if new_law {
            "uk-gdpr/12a/1"
        } else {
            "uk-gdpr/12/3"
        };
        steps.of_limit(
            month,
            "A month ends on the same day of the next month, or on the last day of a shorter month. If that is not a \
             working day, it ends on the next one",
            &self.extension_notice,
        );
        steps.of_extension(events, self, powers, new_law);
        steps.of_other_limits(events, self);
        steps.0
    }
}

#[derive(Default)]
struct Steps(Vec<CountingStep>);

impl Steps {
    fn add(&mut self, provision: &str, says: String) {
        // Every provision here is one that the crate knows: its own tests parse them.
        if let Ok(provision) = provision.parse() {
            self.0.push(CountingStep { says, provision });
        }
    }

    fn of_other_limits(&mut self, events: &Events, limits: &TimeLimits) {
        if let Some(announced) = events.results_announced {
            self.add(
                "dpa-2018/schedule-2/25/3",
                format!(
                    "The results were announced on {}. Marks asked for before that are given within five months, or forty \
                     days of the announcement if those end sooner: {}.",
                    in_words(announced),
                    limits.marks.in_words()
                ),
            );
        }
        if let (Some(complained), Some(End::By { day, .. })) =
            (events.complained, limits.acknowledgement)
        {
            self.add(
                "dpa-2018/section-164a/3",
                format!(
                    "The complaint was received on {}. The thirty days begin on the day after, and end with a working \
                     day: {}.",
                    in_words(complained),
                    in_words(day)
                ),
            );
        }
    }

    fn of_restarts(&mut self, events: &Events, powers: Powers, new_law: bool) {
        let asked = [
            (
                "uk-gdpr/12/6",
                "evidence of identity",
                events.identity,
                powers.identity,
                "there were reasonable doubts about who the person is",
            ),
            (
                "uk-gdpr/12a/2",
                "proof that someone may act for the person",
                events.authority,
                powers.authority,
                "there were doubts about that",
            ),
            (
                "uk-gdpr/12/5/a",
                "a fee",
                events.fee,
                powers.fee,
                "the request is manifestly unfounded or excessive",
            ),
        ];
        for (provision, what, asked, power, test) in asked {
            let Some(asked) = asked else { continue };
            let mut says = format!("The council asked for {what} on {}", in_words(asked.on));
            says.push_str(&answered(asked));
            says.push_str(&match (new_law, power) {
                (false, _) => {
                    " The text of the law before 5 February 2026 knew no other start than receipt."
                        .to_owned()
                }
                (true, Truth::Yes) => String::new(),
                (true, Truth::No) => format!(" It moves nothing: it is not the case that {test}."),
                (true, Truth::Unknown) => {
                    format!(" It moves the start only if {test}; that is open.")
                }
            });
            self.add(provision, says);
        }
    }

    fn of_pauses(
        &mut self,
        events: &Events,
        is_access: bool,
        powers: Powers,
        new_law: bool,
        left_out: i32,
    ) {
        for asked in &events.clarifications {
            let mut says = format!(
                "The council asked on {} what the person is looking for",
                in_words(asked.on)
            );
            says.push_str(&answered(*asked));
            says.push_str(match (is_access, new_law, powers.clarification) {
                (false, _, _) => " Only a request for access pauses its month for that.",
                (_, false, _) => " The text of the law before 5 February 2026 knew no pause.",
                (_, _, Truth::Yes) => "",
                (_, _, Truth::No) => " It pauses nothing: the council did not reasonably need to ask.",
                (_, _, Truth::Unknown) => {
                    " It pauses the month only if the council reasonably needed to ask; that is open."
                }
            });
            self.add("uk-gdpr/12a/5", says);
        }
        if left_out > 0 {
            let days = if left_out == 1 {
                "1 day does not count".to_owned()
            } else {
                format!("{left_out} days do not count")
            };
            self.add(
                "uk-gdpr/12a/6",
                format!(
                    "{days}: from each question to its answer, both included, none counted twice."
                ),
            );
        }
    }

    fn of_extension(
        &mut self,
        events: &Events,
        limits: &TimeLimits,
        powers: Powers,
        new_law: bool,
    ) {
        let Some(told) = events.extension_told else {
            return;
        };
        let (power, notice) = if new_law {
            ("uk-gdpr/12a/3", "uk-gdpr/12a/4")
        } else {
            ("uk-gdpr/12/3", "uk-gdpr/12/3")
        };
        let told = in_words(told);
        match limits.extension {
            Extension::NotTold => {}
            Extension::TooLate { last_day } => self.add(
                notice,
                format!(
                    "The person was told of a longer time on {told}. The last day for that was {}, so the time stays \
                     one month.",
                    in_words(last_day)
                ),
            ),
            Extension::InTime | Extension::WithoutTheGround => {
                let test = match powers.extension {
                    Truth::Yes => "",
                    Truth::No => " It moves nothing: a longer time was not necessary.",
                    Truth::Unknown => {
                        " It counts only if longer was necessary because the request is complex or one of many; that is \
                         open."
                    }
                };
                self.add(
                    notice,
                    format!("The person was told of a longer time on {told}, within the month.{test}"),
                );
                self.of_limit(
                    power,
                    "A longer time is three months from the same start, not one month and then two",
                    &limits.extended,
                );
            }
        }
    }

    fn of_limit(&mut self, provision: &str, how: &str, limit: &Limit) {
        self.add(provision, format!("{how}: {}.", limit.in_words()));
    }
}

impl Limit {
    /// The limit in words: the day to meet, the later day by another reading, and the day if what is open holds.
    #[must_use]
    pub fn in_words(&self) -> String {
        let mut says = end_in_words(self.certain.by);
        if let Some(later) = self.certain.later {
            says.push_str(&format!(
                "; on another reading {} ({})",
                end_in_words(later.by),
                later.reading.in_words().join("; ")
            ));
        }
        if let Some(open) = self.if_open {
            says.push_str(&format!(
                "; if the open points hold, {}",
                end_in_words(open.by)
            ));
        }
        says
    }
}

fn answered(asked: Asked) -> String {
    match asked.answered {
        Some(answered) if answered == asked.on => ", and it came on the same day.".to_owned(),
        Some(answered) => format!(", and it came on {}.", in_words(answered)),
        None => ", and waits for it.".to_owned(),
    }
}

/// An end in words.
fn end_in_words(end: End) -> String {
    match end {
        End::By {
            day,
            provisional: false,
        } => day_in_words(day),
        End::By { day, .. } => format!(
            "{} (provisional: the holidays of that year are not published)",
            day_in_words(day)
        ),
        End::Paused { since } => format!("it has been paused since {}", in_words(since)),
        End::NotBegun { since } => format!(
            "it has not started: the council has waited since {}",
            in_words(since)
        ),
    }
}

/// A day with its weekday, which is what a reader checks first.
fn day_in_words(day: Date) -> String {
    format!("{} {}", day.strftime("%A"), in_words(day))
}
