//! What a request holds, counted and held against limits.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    answer::Answer,
    confirmation::Confirmation,
    judgement::Judgement,
    layer::{Layer, Statement},
    limits::Limits,
    request::{Item, Request},
};
use crate::{
    fact::WhyUnknown,
    law::Right,
    source::{Code, Diagnostics, MAX_DEPTH, Place, Problems},
};

impl Request {
    /// Checks that the request is within limits, as a controller does before anything else.
    ///
    /// # Errors
    ///
    /// One fault of [`Code::OverLimit`]: the first limit, in the order of [`Limits`], that the request is over.
    ///
    /// ```
    /// use data_subject_rights::{calendar::Date, case::{Limits, Request}, law::Right};
    /// let request = Request::received(Date::constant(2026, 11, 21)).asks(Right::Access).asks(Right::Erasure);
    /// assert!(request.check(&Limits::default()).is_ok());
    /// assert!(request.check(&Limits::default().asks(1)).is_err());
    /// ```
    pub fn check(&self, limits: &Limits) -> Result<(), Diagnostics> {
        let mut problems = Problems::default();
        self.is_within(limits, &mut problems);
        problems.settle(())
    }

    /// Whether the request is within limits; where it is not, the first that it is over is reported. Whatever is
    /// reported after that is bounded by the limits too.
    pub(crate) fn is_within(&self, limits: &Limits, problems: &mut Problems) -> bool {
        problems.bound(limits.bounds());
        let mut measure = Measure::of(limits);
        measure.request(self);
        let Some((place, message, help)) = measure.over() else {
            return true;
        };
        problems.report(Code::OverLimit, place, message, help);
        false
    }
}

/// One thing that is counted.
struct Meter<'a> {
    limit: usize,
    found: usize,
    /// Where the first stands that is one too many.
    over: Option<&'a Place>,
}

impl<'a> Meter<'a> {
    const fn new(limit: usize) -> Self {
        Self {
            limit,
            found: 0,
            over: None,
        }
    }

    /// Counts more of it.
    fn add(&mut self, more: usize, place: &'a Place) {
        self.reach(self.found.saturating_add(more), place);
    }

    /// Counts what is measured by its largest.
    fn reach(&mut self, size: usize, place: &'a Place) {
        self.found = self.found.max(size);
        if self.found > self.limit {
            self.over.get_or_insert(place);
        }
    }

    /// The parts of a list, each counted once. Of a list that is too long by itself none needs to be looked at.
    fn each<T>(&mut self, list: &'a [T], place: impl Fn(&'a T) -> &'a Place) -> &'a [T] {
        if let Some(beyond) = list.get(self.limit) {
            self.add(list.len(), place(beyond));
            return &[];
        }
        for one in list {
            self.add(1, place(one));
        }
        list
    }
}

struct Measure<'a> {
    bytes: Meter<'a>,
    nesting: Meter<'a>,
    text: Meter<'a>,
    letter: Meter<'a>,
    parts: Meter<'a>,
    decisions: Meter<'a>,
    asks: Meter<'a>,
    facts: Meter<'a>,
    judgements: Meter<'a>,
    reviews: Meter<'a>,
    confirmations: Meter<'a>,
    clarifications: Meter<'a>,
    /// Whether counting stopped before the end: there may be more.
    is_cut: bool,
}

/// What is said where there is too much of something: before the number, after it, and what to do.
struct Excess {
    before: &'static str,
    what: &'static str,
    todo: &'static str,
}

const SPLIT: &str = "split it into several requests";
const SHORTEN: &str = "shorten it, or name the paper that it is in";

impl Excess {
    const BYTES: Self = Self::of("the words of the request have", "bytes in all", SHORTEN);
    const NESTING: Self = Self::of(
        "items stand inside each other",
        "deep",
        "name only the innermost items",
    );
    const TEXT: Self = Self::of("a text has", "bytes", SHORTEN);
    const LETTER: Self = Self::of("the letter or scenario has", "bytes", SHORTEN);
    const PARTS: Self = Self::of(
        "the request has",
        "parts (items, and matters without items)",
        SPLIT,
    );
    const DECISIONS: Self = Self::of("the request needs", "decisions (a right for a part)", SPLIT);
    const ASKS: Self = Self::of(
        "the request asks for",
        "rights, with their activities and entitlements",
        SPLIT,
    );
    const FACTS: Self = Self::of(
        "the request states",
        "facts, terms, factors and pieces of evidence",
        SPLIT,
    );
    const JUDGEMENTS: Self = Self::of("the request has", "judgements", SPLIT);
    const REVIEWS: Self = Self::of("the request has", "provisions reviewed", SPLIT);
    const CONFIRMATIONS: Self = Self::of("the request has", "confirmations", SPLIT);
    const CLARIFICATIONS: Self = Self::of(
        "the request has",
        "clarifications",
        "keep those that moved the time limit",
    );

    const fn of(before: &'static str, what: &'static str, todo: &'static str) -> Self {
        Self { before, what, todo }
    }
}

impl<'a> Measure<'a> {
    fn of(limits: &Limits) -> Self {
        Self {
            bytes: Meter::new(limits.bytes),
            nesting: Meter::new(limits.nesting.min(MAX_DEPTH)),
            text: Meter::new(limits.text),
            letter: Meter::new(limits.letter),
            parts: Meter::new(limits.parts),
            decisions: Meter::new(limits.decisions),
            asks: Meter::new(limits.asks),
            facts: Meter::new(limits.facts),
            judgements: Meter::new(limits.judgements),
            reviews: Meter::new(limits.reviews),
            confirmations: Meter::new(limits.confirmations),
            clarifications: Meter::new(limits.clarifications),
            is_cut: false,
        }
    }

    /// Each thing that is counted, in the order of [`Limits`], with what is said where there is too much of it.
    const fn meters(&self) -> [(&Meter<'a>, Excess); 12] {
        [
            (&self.bytes, Excess::BYTES),
            (&self.nesting, Excess::NESTING),
            (&self.text, Excess::TEXT),
            (&self.letter, Excess::LETTER),
            (&self.parts, Excess::PARTS),
            (&self.decisions, Excess::DECISIONS),
            (&self.asks, Excess::ASKS),
            (&self.facts, Excess::FACTS),
            (&self.judgements, Excess::JUDGEMENTS),
            (&self.reviews, Excess::REVIEWS),
            (&self.confirmations, Excess::CONFIRMATIONS),
            (&self.clarifications, Excess::CLARIFICATIONS),
        ]
    }

    fn is_over(&self) -> bool {
        self.meters().iter().any(|(meter, _)| meter.over.is_some())
    }

    /// Where the first limit is crossed, what is said of it, and what to do.
    fn over(&self) -> Option<(&'a Place, String, String)> {
        let meters = self.meters().into_iter();
        let mut over = meters.filter_map(|meter| Some((meter.0.over?, meter)));
        let (place, (meter, Excess { before, what, todo })) = over.next()?;
        let at_least = if self.is_cut { "at least " } else { "" };
        Some((
            place,
            format!("{before} {at_least}{} {what}, over the limit", meter.found),
            format!("at most {} are allowed: {todo}", meter.limit),
        ))
    }

    fn request(&mut self, request: &'a Request) {
        let place = &request.place;
        for text in [&request.letter, &request.scenario].into_iter().flatten() {
            self.letter.reach(text.len(), place);
            self.bytes.add(text.len(), place);
        }
        let closed_by = request.closing.as_ref().map(|closing| &closing.by);
        let named = [request.title.as_ref(), request.scribe.as_ref(), closed_by];
        for text in named.into_iter().flatten() {
            self.words(text, place);
        }
        let clarifications = &request.events.clarifications;
        self.clarifications.add(clarifications.len(), place);
        let confirmations = &request.confirmations;
        for each in self.confirmations.each(confirmations, |each| &each.place) {
            self.confirmation(each);
        }
        self.layer(&request.layer);
        let rights = self.asks(request);
        if !self.is_over() {
            self.about(request, &rights);
        }
    }

    fn confirmation(&mut self, confirmation: &'a Confirmation) {
        let Confirmation {
            about,
            item,
            by,
            role,
            ..
        } = confirmation;
        for text in [about, item].into_iter().flatten().chain([by, role]) {
            self.words(text, &confirmation.place);
        }
    }

    fn asks(&mut self, request: &'a Request) -> Rights<'a> {
        let mut rights = Rights::default();
        for ask in self.asks.each(&request.asks, |_| &request.place) {
            self.asks.add(ask.claims.len(), &request.place);
            for (about, place) in self.asks.each(&ask.about, |(_, place)| place) {
                self.words(about, place);
                rights.of.entry(about).or_default().insert(ask.right);
            }
            if ask.about.is_empty() {
                rights.everywhere.insert(ask.right);
            }
        }
        rights
    }

    /// What the request is about. Counting stops at the first limit that is crossed.
    fn about(&mut self, request: &'a Request, rights: &Rights<'a>) {
        if request.about.is_empty() {
            self.parts.add(1, &request.place);
            self.decisions.add(rights.everywhere.len(), &request.place);
        }
        for (about, at) in request.about.iter().zip(1..) {
            let before = self.parts.found;
            let names = [&about.activity, &about.matter];
            for name in names.into_iter().flatten() {
                self.words(name, &about.place);
            }
            self.layer(&about.layer);
            if about.items.is_empty() {
                self.parts.add(1, &about.place);
            }
            self.items(&about.items);
            let decisions = (self.parts.found - before).saturating_mul(rights.at(about.name()));
            self.decisions.add(decisions, &about.place);
            if self.is_over() {
                self.cut(request.about.len() - at);
                return;
            }
        }
    }

    /// Items with the items in them, without recursion: no one knows yet how deep they are.
    fn items(&mut self, items: &'a [Item]) {
        let mut open = vec![items.iter()];
        while let Some(here) = open.last_mut() {
            let Some(item) = here.next() else {
                open.pop();
                continue;
            };
            self.nesting.reach(open.len(), &item.place);
            self.words(&item.name, &item.place);
            self.layer(&item.layer);
            if item.items.is_empty() {
                self.parts.add(1, &item.place);
            } else {
                open.push(item.items.iter());
            }
            if self.is_over() {
                self.cut(open.iter().map(ExactSizeIterator::len).sum());
                return;
            }
        }
    }

    /// Stops counting with so many parts at least still to come.
    const fn cut(&mut self, parts: usize) {
        self.is_cut |= parts > 0;
        self.parts.found = self.parts.found.saturating_add(parts);
    }

    fn layer(&mut self, layer: &'a Layer) {
        for said in self.facts.each(&layer.statements, |said| &said.place) {
            self.statement(said);
        }
        for judged in self.judgements.each(&layer.judgements, |each| &each.place) {
            self.judgement(judged);
        }
        for review in self.reviews.each(&layer.reviews, |review| &review.place) {
            // A review of one provision is one.
            let more = review.under.len().saturating_sub(1);
            self.reviews.add(more, &review.place);
            self.words(&review.by, &review.place);
            for (raised, place) in self.facts.each(&review.raised, |(_, place)| place) {
                self.words(raised, place);
            }
        }
    }

    fn statement(&mut self, said: &'a Statement) {
        self.words(&said.fact, &said.place);
        if let Some(by) = &said.by {
            self.words(by, &said.place);
        }
        self.answer(&said.answer, &said.place);
    }

    fn judgement(&mut self, judged: &'a Judgement) {
        let place = &judged.place;
        self.words(&judged.fact, place);
        for text in [&judged.by, &judged.role, &judged.reasons]
            .into_iter()
            .flatten()
        {
            self.words(text, place);
        }
        self.answer(&judged.answer, place);
        for list in [&judged.considered, &judged.evidence] {
            for text in self.facts.each(list, |_| place) {
                self.words(text, place);
            }
        }
    }

    fn answer(&mut self, answer: &'a Answer, place: &'a Place) {
        match answer {
            Answer::Word(text) | Answer::Unknown(WhyUnknown::Awaiting(text)) => {
                self.words(text, place);
            }
            Answer::Exactly(terms) | Answer::AtLeast(terms) => {
                for term in self.facts.each(terms, |_| place) {
                    self.words(term, place);
                }
            }
            Answer::YesNo(_) | Answer::Unknown(_) => {}
        }
    }

    fn words(&mut self, text: &str, place: &'a Place) {
        self.text.reach(text.len(), place);
        self.bytes.add(text.len(), place);
    }
}

/// The rights asked for, everywhere and of one activity or matter.
#[derive(Default)]
struct Rights<'a> {
    everywhere: BTreeSet<Right>,
    of: BTreeMap<&'a str, BTreeSet<Right>>,
}

impl Rights<'_> {
    /// How many rights are asked for there.
    fn at(&self, about: Option<&str>) -> usize {
        let here = about.and_then(|about| self.of.get(about));
        let here = here.map_or(0, |here| here.difference(&self.everywhere).count());
        self.everywhere.len() + here
    }
}
