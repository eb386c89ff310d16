//! What is asked, about what, with which facts.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    answer::Answer,
    confirmation::{Closing, Confirmation},
    days::PartDays,
    events::Events,
    judgement::Judgement,
    layer::{Layer, Review},
    resolved::built,
    retention::Milestone,
};
use crate::{
    law::{Capacity, Channel, Entitlement, Right},
    rule::Dates,
    source::Place,
};

/// A request to a council.
///
/// ```
/// use data_subject_rights::{
///     Controller, calendar::Date, case::{About, Item, Milestone, Request}, decision::Outcome,
///     law::{Capacity, Channel, Right},
/// };
///
/// let request = Request::received(Date::constant(2026, 11, 21))
///     .through(Channel::Written)
///     .made_as(Capacity::DataSubject)
///     .asks(Right::Erasure)
///     .about(About::activity("peer-support-groups/live-chat").item(
///         Item::named("message in the live chat")
///             .dated(Milestone::Created, Date::constant(2026, 11, 1))
///             .fact("continuing-need-recorded", false, "the service"),
///     ));
/// let advice = Controller::doncaster()?.decide(&request)?;
/// assert_eq!(advice.groups[0].procedure.outcome, Outcome::Applies);
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub(crate) title: Option<String>,
    pub(crate) scenario: Option<String>,
    pub(crate) letter: Option<String>,
    pub(crate) scribe: Option<String>,
    pub(crate) dates: Dates,
    pub(crate) events: Events,
    pub(crate) channel: Option<Channel>,
    pub(crate) capacity: Option<Capacity>,
    pub(crate) asks: Vec<Ask>,
    pub(crate) layer: Layer,
    pub(crate) about: Vec<About>,
    pub(crate) closing: Option<Closing>,
    pub(crate) confirmations: Vec<Confirmation>,
    pub(crate) place: Place,
}

/// The fact that the person was told of a longer time.
pub(crate) const EXTENSION_TOLD: &str = "extension-told";

/// One right that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    pub(crate) right: Right,
    /// The activities that it concerns; empty for all of the request.
    pub(crate) about: Vec<(String, Place)>,
    pub(crate) claims: Vec<Entitlement>,
    /// The entitlements that alone are asked for; empty where the whole right is.
    pub(crate) only: Vec<Entitlement>,
}

/// An activity, or a matter in no register, that the request is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// `register/activity`, where the matter is in a register.
    pub(crate) activity: Option<String>,
    /// What to call it where it is in no register.
    pub(crate) matter: Option<String>,
    pub(crate) days: PartDays,
    pub(crate) layer: Layer,
    pub(crate) items: Vec<Item>,
    pub(crate) place: Place,
}

/// A data item. Items nest: a file, its pages, one person's words on a page.
#[derive(Debug)]
pub struct Item {
    pub(crate) name: String,
    /// `None` for what has not happened yet.
    pub(crate) dates: BTreeMap<Milestone, Option<Date>>,
    pub(crate) days: PartDays,
    pub(crate) layer: Layer,
    pub(crate) items: Vec<Item>,
    pub(crate) place: Place,
}

impl Request {
    /// A request received on a day.
    #[must_use]
    pub fn received(received: Date) -> Self {
        Self {
            title: None,
            scenario: None,
            letter: None,
            scribe: None,
            dates: Dates::received(received),
            events: Events::received(received),
            channel: None,
            capacity: None,
            asks: Vec::new(),
            layer: Layer::default(),
            about: Vec::new(),
            closing: None,
            confirmations: Vec::new(),
            place: built(),
        }
    }

    /// The rights asked for, in the order asked.
    pub(crate) fn rights(&self) -> Vec<Right> {
        let mut rights: Vec<Right> = Vec::new();
        for ask in &self.asks {
            if !rights.contains(&ask.right) {
                rights.push(ask.right);
            }
        }
        rights
    }

    /// What is expressly claimed of a right by these of the asks; `None` where none of them asks for it.
    pub(crate) fn claimed(&self, asks: &[usize], right: Right) -> Option<Vec<Entitlement>> {
        let asks = asks.iter().filter_map(|at| self.asks.get(*at));
        let mut asks = asks.filter(|ask| ask.right == right).peekable();
        asks.peek()?;
        Some(asks.flat_map(|ask| ask.claims.clone()).collect())
    }

    /// What alone is asked of a right by these of the asks; empty where any of them asks for the whole right.
    pub(crate) fn only(&self, asks: &[usize], right: Right) -> Vec<Entitlement> {
        let asks = asks.iter().filter_map(|at| self.asks.get(*at));
        let asks: Vec<&Ask> = asks.filter(|ask| ask.right == right).collect();
        if asks.iter().any(|ask| ask.only.is_empty()) {
            return Vec::new();
        }
        asks.iter().flat_map(|ask| ask.only.clone()).collect()
    }

    /// Every review that was made of it, of the request first.
    pub(crate) fn reviews(&self) -> Vec<&Review> {
        let mut reviews: Vec<&Review> = self.layer.reviews.iter().collect();
        let mut waiting: Vec<&Item> = Vec::new();
        for about in &self.about {
            reviews.extend(&about.layer.reviews);
            waiting.extend(&about.items);
        }
        while let Some(item) = waiting.pop() {
            reviews.extend(&item.layer.reviews);
            waiting.extend(&item.items);
        }
        reviews
    }

    /// The dates of the case. A request that complains is itself the complaint.
    pub(crate) fn dates_of_case(&self) -> Dates {
        let complains = self.asks.iter().any(|ask| ask.right == Right::Complaint);
        Dates {
            complained: self
                .dates
                .complained
                .or_else(|| complains.then_some(self.dates.received)),
            ..self.dates
        }
    }

    /// What happened that moves the time limits of the case.
    pub(crate) fn events_of_case(&self) -> Events {
        Events {
            complained: self.dates_of_case().complained,
            extension_told: self
                .events
                .extension_told
                .or_else(|| self.told_of_more_time()),
            ..self.events.clone()
        }
    }

    /// The day on which the person was told of a longer time, where a fact states it with its day: that is the event.
    fn told_of_more_time(&self) -> Option<Date> {
        let mut said = self.layer.statements.iter();
        let said = said.find(|said| said.fact == EXTENSION_TOLD)?;
        said.on.filter(|_| said.answer == Answer::YesNo(true))
    }

    /// Gives the events that move the time limits: requests to the person, with the days of their answers, and
    /// notice of a longer time. The day of receipt stays the request's own.
    #[must_use]
    pub fn events(mut self, events: Events) -> Self {
        // The day of a complaint is a date of the case.
        self.dates.complained = self.dates.complained.or(events.complained);
        self.events = Events {
            received: self.dates.received,
            complained: None,
            ..events
        };
        self
    }

    /// Gives the request a title.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Sets who recorded what is stated without a name.
    #[must_use]
    pub fn recorded_by(mut self, scribe: impl Into<String>) -> Self {
        self.scribe = Some(scribe.into());
        self
    }

    /// Sets the day on which the council replies; the case is then looked at on that day.
    #[must_use]
    pub const fn replied(mut self, replied: Date) -> Self {
        self.dates.replied = Some(replied);
        self
    }

    /// Sets the channel through which the request came.
    #[must_use]
    pub const fn through(mut self, channel: Channel) -> Self {
        self.channel = Some(channel);
        self
    }

    /// Sets the capacity in which it was made.
    #[must_use]
    pub const fn made_as(mut self, capacity: Capacity) -> Self {
        self.capacity = Some(capacity);
        self
    }

    /// Asks for a right, about everything that the request is about.
    #[must_use]
    pub fn asks(mut self, right: Right) -> Self {
        self.asks.push(Ask {
            right,
            about: Vec::new(),
            claims: Vec::new(),
            only: Vec::new(),
        });
        self
    }

    /// Asks for a right about one activity only.
    #[must_use]
    pub fn asks_about(mut self, right: Right, activity: impl Into<String>) -> Self {
        self.asks.push(Ask {
            right,
            about: vec![(activity.into(), built())],
            claims: Vec::new(),
            only: Vec::new(),
        });
        self
    }

    /// Asks for a right and claims one entitlement of it expressly.
    #[must_use]
    pub fn claims(mut self, entitlement: Entitlement) -> Self {
        let right = entitlement.right();
        match self.asks.iter_mut().find(|ask| ask.right == right) {
            Some(ask) => ask.claims.push(entitlement),
            None => self.asks.push(Ask {
                right,
                about: Vec::new(),
                claims: vec![entitlement],
                only: Vec::new(),
            }),
        }
        self
    }

    /// Asks for these entitlements of a right alone: only a copy, say. What else the right gives neither opens the
    /// answer nor colours it.
    ///
    /// ```
    /// use data_subject_rights::{
    ///     Controller, calendar::Date, case::Request, decision::Outcome, law::{Entitlement, Right},
    /// };
    /// let request = Request::received(Date::constant(2026, 11, 21))
    ///     .asks_only([Entitlement::RectificationCorrect])
    ///     .fact("council-is-controller", true, "the service");
    /// let advice = Controller::doncaster()?.decide(&request)?;
    /// assert_eq!(advice.request.rights, [Right::Rectification]);
    /// # Ok::<(), data_subject_rights::source::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn asks_only(mut self, only: impl IntoIterator<Item = Entitlement>) -> Self {
        for entitlement in only {
            let right = entitlement.right();
            let mut asks = self.asks.iter_mut();
            match asks.find(|ask| ask.right == right && !ask.only.is_empty()) {
                Some(ask) => ask.only.push(entitlement),
                None => self.asks.push(Ask {
                    right,
                    about: Vec::new(),
                    claims: Vec::new(),
                    only: vec![entitlement],
                }),
            }
        }
        self
    }

    /// Closes the case on what was shown. Where the law puts the burden of showing something on one side, and
    /// that side has not shown it, it counts as not shown.
    #[must_use]
    pub fn closed(mut self, closing: Closing) -> Self {
        self.closing = Some(closing);
        self
    }

    /// Records that a person stands by an answer.
    #[must_use]
    pub fn confirmed(mut self, confirmation: Confirmation) -> Self {
        self.confirmations.push(confirmation);
        self
    }

    /// Adds an activity or matter.
    #[must_use]
    pub fn about(mut self, about: About) -> Self {
        self.about.push(about);
        self
    }
}

impl About {
    /// An activity of a register: `register/activity`.
    pub fn activity(reference: impl Into<String>) -> Self {
        Self::new(Some(reference.into()), None)
    }

    /// A matter that is in no register.
    pub fn matter(name: impl Into<String>) -> Self {
        Self::new(None, Some(name.into()))
    }

    fn new(activity: Option<String>, matter: Option<String>) -> Self {
        Self {
            activity,
            matter,
            days: PartDays::default(),
            layer: Layer::default(),
            items: Vec::new(),
            place: built(),
        }
    }

    /// Adds an item.
    #[must_use]
    pub fn item(mut self, item: Item) -> Self {
        self.items.push(item);
        self
    }
}

impl Item {
    /// An item with a name that tells it apart.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            dates: BTreeMap::new(),
            days: PartDays::default(),
            layer: Layer::default(),
            items: Vec::new(),
            place: built(),
        }
    }

    /// Sets a day in the life of the item.
    #[must_use]
    pub fn dated(mut self, milestone: Milestone, date: Date) -> Self {
        self.dates.insert(milestone, Some(date));
        self
    }

    /// Says that something in the life of the item has not happened yet: the matter is still open,
    /// the item is not published. A period that runs from it has not begun.
    #[must_use]
    pub fn not_yet(mut self, milestone: Milestone) -> Self {
        self.dates.insert(milestone, None);
        self
    }

    /// Adds an item inside this one.
    #[must_use]
    pub fn item(mut self, item: Self) -> Self {
        self.items.push(item);
        self
    }
}

/// The days of a matter or item, where they are its own.
macro_rules! days {
    ($($part:ident),+) => {
        $(
            impl $part {
                /// The automated decision was taken on this day.
                #[must_use]
                pub const fn decided_on(mut self, day: Date) -> Self {
                    self.days.decided = Some(day);
                    self
                }

                /// The information was collected on this day.
                #[must_use]
                pub const fn collected_on(mut self, day: Date) -> Self {
                    self.days.collected = Some(day);
                    self
                }

                /// The information was processed on this day.
                #[must_use]
                pub const fn processed_on(mut self, day: Date) -> Self {
                    self.days.processed = Some(day);
                    self
                }
            }
        )+
    };
}

days!(About, Item);

/// The same three ways of saying something at each layer.
macro_rules! says {
    ($($layer:ident),+) => {
        $(
            impl $layer {
                /// States a fact: what, the answer, and who said so.
                #[must_use]
                pub fn fact(
                    mut self,
                    fact: impl Into<String>,
                    answer: impl Into<Answer>,
                    by: impl Into<String>,
                ) -> Self {
                    self.layer.state(fact.into(), answer.into(), by.into(), None);
                    self
                }

                /// States a fact with the day on which it was established or done.
                #[must_use]
                pub fn fact_on(
                    mut self,
                    fact: impl Into<String>,
                    answer: impl Into<Answer>,
                    by: impl Into<String>,
                    on: Date,
                ) -> Self {
                    self.layer.state(fact.into(), answer.into(), by.into(), Some(on));
                    self
                }

                /// Adds a recorded judgement.
                #[must_use]
                pub fn judgement(mut self, judgement: Judgement) -> Self {
                    self.layer.judge(judgement);
                    self
                }

                /// Adds a review of everything under a provision.
                #[must_use]
                pub fn review(mut self, review: Review) -> Self {
                    self.layer.reviews.push(review);
                    self
                }
            }
        )+
    };
}

says!(Request, About, Item);
