//! The facts of each data item, layer upon layer.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use jiff::civil::Date;

use super::{
    answer::Answer,
    assembled::Case,
    council::Council,
    derive::{from_asking, from_asks, from_naming, from_request, from_retention},
    layer::{CoveredByReviews, Layer, Swept, sweep},
    named::Named,
    register::{Activity, Register},
    request::{About, EXTENSION_TOLD, Item, Request},
    resolved::Resolved,
    retention::Milestone,
    standing::stand,
};
use crate::{
    calendar::Period,
    fact::{ChangedBy, FactId, Facts, Known, Level, Vocabulary},
    rule::Dates,
    source::{Code, Place, Problems, says_something},
};

/// The cases of a request, in its order. Faults are reported; what is returned is then incomplete.
pub(crate) fn cases<'r>(
    request: &Request,
    council: &Council,
    registers: &'r [Register],
    vocabulary: &Vocabulary,
    problems: &mut Problems,
) -> Vec<Case<'r>> {
    let scribe = request.scribe.as_deref().unwrap_or("the request");
    let mut assembly = Assembly {
        request,
        council,
        registers,
        vocabulary,
        scribe,
        day: request.dates.looked_at(),
        problems,
        cases: Vec::new(),
        paths: BTreeMap::new(),
    };
    assembly.check_dates();
    assembly.check_days_of_facts();
    assembly.check_asks();
    assembly.run();
    assembly.cases
}

struct Assembly<'a, 'r> {
    request: &'a Request,
    council: &'a Council,
    registers: &'r [Register],
    vocabulary: &'a Vocabulary,
    scribe: &'a str,
    day: Date,
    problems: &'a mut Problems,
    cases: Vec<Case<'r>>,
    /// The items so far, by what they are about and what they are called, each with the items it is in.
    paths: BTreeMap<(Option<String>, Option<String>), Vec<String>>,
}

/// Where an item stands: everything outside it.
struct Outside<'a, 'r> {
    activity: Option<(&'r Register, &'r Activity)>,
    about: Option<String>,
    asks: Vec<usize>,
    /// What was reviewed, the innermost layer last.
    reviews: Vec<Rc<CoveredByReviews<'a>>>,
    facts: Facts,
    /// Whether everything said so far could be read and fits together.
    sound: bool,
    path: Vec<String>,
    dates: BTreeMap<Milestone, Option<Date>>,
    /// The dates of the case.
    days: Dates,
    place: Place,
}

impl<'a, 'r> Assembly<'a, 'r> {
    fn check_dates(&mut self) {
        let dates = self.request.dates;
        if dates
            .replied
            .is_some_and(|replied| replied < dates.received)
        {
            self.problems.report(
                Code::ImpossibleDates,
                &self.request.place,
                "the reply is dated before the request was received",
                "check `received:` and `replied:`",
            );
        }
        if let Some(closing) = &self.request.closing
            && !says_something(&closing.by)
        {
            self.problems.report(
                Code::MissingField,
                &self.request.place,
                "`closed:` does not say who closed the case",
                "write a name or a post under `by:` of `closed:`",
            );
        }
        if let Some(closing) = &self.request.closing
            && closing.on < dates.received
        {
            self.problems.report(
                Code::ImpossibleDates,
                &self.request.place,
                "the case is closed before the request was received",
                "check `on:` under `closed:`, and `received:`",
            );
        }
        if let Err(impossible) = self.request.events_of_case().check() {
            self.problems.report(
                Code::ImpossibleDates,
                &self.request.place,
                "the events of the request cannot have happened in this order",
                impossible.to_string(),
            );
        }
    }

    /// The council acts on a request only after it came; and the notice of a longer time is an event or was not given.
    fn check_days_of_facts(&mut self) {
        let request = self.request;
        for said in &request.layer.statements {
            let declared = self
                .vocabulary
                .find(&said.fact)
                .and_then(|fact| self.vocabulary.get(fact));
            let is_done_with_it = declared.is_some_and(|declared| {
                declared.about == Level::Request && declared.changed_by == ChangedBy::Controller
            });
            if is_done_with_it && said.on.is_some_and(|on| on < request.dates.received) {
                self.problems.report(
                    Code::ImpossibleDates,
                    &said.place,
                    format!("`{}` is dated before the request was received", said.fact),
                    "check `on:`, and `received:`",
                );
            }
            if said.fact == EXTENSION_TOLD
                && said.answer == Answer::YesNo(false)
                && request.events.extension_told.is_some()
            {
                self.problems.report(
                    Code::Contradiction,
                    &said.place,
                    "`extension-told` is no, and `events:` has the day on which the person was told",
                    "correct one of the two",
                );
            }
        }
    }

    fn check_asks(&mut self) {
        if self.request.asks.is_empty() {
            self.problems.report(
                Code::MissingField,
                &self.request.place,
                "the request asks for no right",
                "name at least one right, such as `asks: [access]`",
            );
        }
        let mut named = Named::of(self.request);
        for confirmation in &self.request.confirmations {
            confirmation.check(&mut named, self.problems);
        }
        let mut seen = BTreeSet::new();
        for about in &self.request.about {
            if let Some(name) = about.name().filter(|name| !seen.insert(*name)) {
                self.problems.report(
                    Code::DuplicateId,
                    &about.place,
                    format!("the request is about `{name}` twice"),
                    "put all its items in one place",
                );
            }
        }
        for (about, place) in self.request.asks.iter().flat_map(|ask| &ask.about) {
            if !named.has(about) {
                self.problems.report(
                    Code::UnknownActivity,
                    place,
                    format!("the request is not about `{about}`"),
                    self.problems.did_you_mean(
                        about,
                        named.names(),
                        "add it under `about:` of the request",
                    ),
                );
            }
        }
    }

    fn run(&mut self) {
        let request = self.request;
        let (settled, fit) = self.add(Facts::default(), &self.council.layer);
        let derived = from_request(request, self.vocabulary);
        let (facts, agreed) = self.combine(settled, &derived, |_| None);
        let (facts, sound) = self.add(facts, &request.layer);
        let sound = sound && fit && agreed;
        let reviewed = self.reviewed(&request.layer);
        let days = request.dates_of_case();
        let outside = |about: Option<&About>| Outside {
            activity: None,
            about: about.and_then(About::name).map(str::to_owned),
            asks: request.asks_concerning(about.and_then(About::name)),
            reviews: vec![Rc::clone(&reviewed)],
            facts: facts.clone(),
            sound,
            path: Vec::new(),
            dates: BTreeMap::new(),
            days: about.map_or(days, |about| about.days.within(days)),
            place: about.map_or_else(|| request.place.clone(), |about| about.place.clone()),
        };
        if request.about.is_empty() {
            let outside = outside(None);
            self.part(outside, None, &[]);
        }
        for about in &request.about {
            let mut outside = outside(Some(about));
            if let Some(reference) = &about.activity {
                let Some(found) = self.find_activity(reference, &about.place) else {
                    continue;
                };
                outside.activity = Some(found);
            }
            outside.reviews.push(self.reviewed(&about.layer));
            self.part(outside, Some(&about.layer), &about.items);
        }
    }

    /// One activity or matter with its items.
    fn part(&mut self, mut outside: Outside<'a, 'r>, layer: Option<&Layer>, items: &'a [Item]) {
        let asks = outside
            .asks
            .iter()
            .filter_map(|at| self.request.asks.get(*at));
        let asked = from_asks(asks, self.vocabulary);
        outside.merge(&asked, self);
        if let Some((register, activity)) = outside.activity {
            let stated = register.facts(activity, self.council.name(), self.vocabulary);
            outside.merge(&stated, self);
        }
        if let Some(layer) = layer {
            let (facts, sound) = self.add(outside.facts, layer);
            outside.facts = facts;
            outside.sound &= sound;
        }
        self.names_of(items);
        if items.is_empty() {
            self.finish(outside);
        } else {
            for item in items {
                self.item(&outside, item);
            }
        }
    }

    fn item(&mut self, outside: &Outside<'a, 'r>, item: &'a Item) {
        let (facts, sound) = self.add(outside.facts.clone(), &item.layer);
        let mut reviews = outside.reviews.clone();
        reviews.push(self.reviewed(&item.layer));
        let mut path = outside.path.clone();
        path.push(item.name.clone());
        // A file and the letters in it belong to one matter, which is closed once. The other days of a
        // file say nothing of the days of a letter in it.
        let mut dates = outside.dates.clone();
        dates.retain(|milestone, _| *milestone == Milestone::Closed);
        dates.extend(&item.dates);
        for late in item
            .dates
            .values()
            .flatten()
            .filter(|date| **date > self.day)
        {
            self.problems.report(
                Code::ImpossibleDates,
                &item.place,
                format!("the item has the date {late}, after the day the case is looked at ({})", self.day),
                "check the dates of the item; the case is looked at on `replied:`, else on `received:`",
            );
        }
        let here = Outside {
            activity: outside.activity,
            about: outside.about.clone(),
            asks: outside.asks.clone(),
            reviews,
            facts,
            sound: outside.sound && sound,
            path,
            dates,
            days: item.days.within(outside.days),
            place: item.place.clone(),
        };
        self.names_of(&item.items);
        if item.items.is_empty() {
            self.finish(here);
        } else {
            for inner in &item.items {
                self.item(&here, inner);
            }
        }
    }

    /// Adds what follows from the dates and the reviews, and checks that it can all be true.
    fn finish(&mut self, mut outside: Outside<'a, 'r>) {
        self.add_derived(&mut outside);
        let facts = self.with_what_follows(&outside);
        // Facts that were refused leave gaps: what is missing would only make further faults.
        if !outside.sound {
            return;
        }
        if self.is_impossible(&facts, &outside.place) {
            return;
        }
        let item = (!outside.path.is_empty()).then(|| outside.path.join(" / "));
        // Two of one name side by side were told before; here one is told from an item inside another.
        let called = (outside.about.clone(), item.clone());
        let known = self.paths.get(&called);
        if known.is_some_and(|path| *path != outside.path) {
            self.problems.report(
                Code::DuplicateId,
                &outside.place,
                format!("two items are called `{}`", item.unwrap_or_default()),
                "an item inside another is called `file / page 3`: give this one another name",
            );
            return;
        }
        self.paths.insert(called, outside.path);
        self.cases.push(Case {
            activity: outside.activity,
            about: outside.about,
            item,
            facts,
            for_complaint: None,
            dates: outside.days,
            closed: BTreeMap::new(),
            asks: outside.asks,
        });
    }

    /// Adds what follows from dates and from the request itself, and what stands for the service or the council.
    fn add_derived(&mut self, outside: &mut Outside<'a, 'r>) {
        let retention = outside
            .activity
            .and_then(|(_, activity)| activity.retention.as_ref());
        let mut derived = from_retention(
            retention,
            &outside.dates,
            &outside.facts,
            &self.request.dates,
            self.vocabulary,
        );
        if !outside.path.is_empty() {
            from_naming(&outside.facts, &mut derived, self.vocabulary);
        }
        outside.merge(&derived, self);
        let asking = from_asking(&outside.facts, self.vocabulary);
        outside.merge(&asking, self);
        // What a request says stands before what holds for the service, and that before what holds for the council.
        let of_service = outside.activity.map(|(_, activity)| &activity.standing);
        for standing in of_service.into_iter().chain([&self.council.standing]) {
            stand(
                standing,
                self.day,
                self.vocabulary,
                &mut outside.facts,
                self.problems,
            );
        }
    }

    /// What is known on the day that counts, with what the reviews answer and what follows from all of it.
    fn with_what_follows(&self, outside: &Outside<'_, '_>) -> Facts {
        // The council has a month to answer. An answer that is too old by then may be too old when relied on.
        let relied_on = match self.request.dates.replied {
            Some(replied) => replied,
            None => Period::MONTH.after(self.day).unwrap_or(self.day),
        };
        let mut facts = outside.facts.as_at(self.day, relied_on, self.vocabulary);
        sweep(&outside.reviews, Swept::Raised, &mut facts);
        // What was judged was raised: a review that did not name it leaves that as it is.
        self.vocabulary.add_implied(&mut facts);
        sweep(&outside.reviews, Swept::NotRaised, &mut facts);
        facts = facts.as_at(self.day, relied_on, self.vocabulary);
        self.vocabulary.add_implied(&mut facts);
        facts
    }

    /// Reports facts that cannot be true together.
    fn is_impossible(&mut self, facts: &Facts, place: &Place) -> bool {
        let Some(impossible) = self.vocabulary.contradicted_by(facts) else {
            return false;
        };
        let these: Vec<&str> = impossible
            .these
            .iter()
            .filter_map(|(fact, _, _)| self.vocabulary.get(*fact))
            .map(|declared| declared.id.as_str())
            .collect();
        self.problems.report(
            Code::Impossible,
            place,
            format!(
                "these facts cannot be true together: `{}`",
                these.join("`, `")
            ),
            format!("{} Correct one of them.", impossible.because),
        );
        true
    }

    fn find_activity(
        &mut self,
        reference: &str,
        place: &Place,
    ) -> Option<(&'r Register, &'r Activity)> {
        let found = reference.split_once('/').and_then(|(register, activity)| {
            let register = self.registers.iter().find(|each| each.id == register)?;
            Some((register, register.activity(activity)?))
        });
        if found.is_none() {
            let names: Vec<String> = self
                .registers
                .iter()
                .flat_map(|register| {
                    register
                        .activities
                        .iter()
                        .map(|activity| format!("{}/{}", register.id, activity.id))
                })
                .collect();
            self.problems.report(
                Code::UnknownActivity,
                place,
                format!("no register holds the activity `{reference}`"),
                self.problems.did_you_mean(
                    reference,
                    names.iter().map(String::as_str),
                    "write `register/activity`, or use `matter:` for what is in no register",
                ),
            );
        }
        found
    }

    /// Resolves a layer on top of what is known outside it.
    fn add(&mut self, outer: Facts, layer: &Layer) -> (Facts, bool) {
        let before = self.problems.count();
        let inner = layer.resolve(self.vocabulary, self.scribe, self.problems);
        let Resolved { facts, places } = inner;
        let (facts, sound) = self.combine(outer, &facts, |fact| places.get(&fact).cloned());
        (facts, sound && self.problems.count() == before)
    }

    /// What the reviews of a layer answer. A review is made for this request: not before it came, and, as a judgement, not
    /// after it was answered.
    fn reviewed(&mut self, layer: &'a Layer) -> Rc<CoveredByReviews<'a>> {
        let dates = self.request.dates;
        for review in &layer.reviews {
            let late = dates.replied.is_some_and(|replied| review.on > replied);
            if review.on < dates.received || late {
                self.problems.report(
                    Code::ImpossibleDates,
                    &review.place,
                    format!(
                        "the review of {} is not between the request and the answer",
                        review.on
                    ),
                    "check `on:`; a review is made for the request that it answers",
                );
            }
            if !says_something(&review.by) {
                self.problems.report(
                    Code::MissingField,
                    &review.place,
                    "the review does not say who made it",
                    "write a name or a post under `by:`",
                );
            }
        }
        for judgement in &layer.judgements {
            let late = judgement.on.zip(dates.replied);
            if late.is_some_and(|(on, replied)| on > replied) {
                self.problems.report(
                    Code::ImpossibleDates,
                    &judgement.place,
                    format!("`{}` was judged after the answer", judgement.fact),
                    "check `on:` and `replied:`; an answer rests on what was judged before it",
                );
            }
        }
        Rc::new(CoveredByReviews::of(layer, self.vocabulary, self.problems))
    }

    /// Items that stand side by side must be told apart by their names.
    fn names_of(&mut self, items: &[Item]) {
        let mut seen = BTreeSet::new();
        for item in items.iter().filter(|item| !seen.insert(item.name.as_str())) {
            self.problems.report(
                Code::DuplicateId,
                &item.place,
                format!("two items are called `{}`", item.name),
                "give each item a name that tells it apart",
            );
        }
    }

    fn combine(
        &mut self,
        outer: Facts,
        inner: &Facts,
        place: impl Fn(FactId) -> Option<Place>,
    ) -> (Facts, bool) {
        match outer.with_inner(inner) {
            Ok(merged) => (merged, true),
            Err(contradictions) => {
                for contradiction in contradictions {
                    if self.problems.is_full() {
                        break;
                    }
                    let Some(declared) = self.vocabulary.get(contradiction.fact) else {
                        continue;
                    };
                    let said = |known: &Known| {
                        let value = known.value.in_words(declared.domain.terms(), 0);
                        format!("{value} ({})", known.provenance.in_words())
                    };
                    let id = &declared.id;
                    let place =
                        place(contradiction.fact).unwrap_or_else(|| self.request.place.clone());
                    self.problems.report(
                        Code::Contradiction,
                        &place,
                        format!("`{id}` contradicts what is already known"),
                        format!(
                            "known before: {}; said here: {}; correct one of the two, or a date that one of them was worked out from",
                            said(&contradiction.outer),
                            said(&contradiction.inner),
                        ),
                    );
                }
                (outer, false)
            }
        }
    }
}

impl Outside<'_, '_> {
    /// Adds facts that follow from something else at this place.
    fn merge(&mut self, inner: &Facts, assembly: &mut Assembly<'_, '_>) {
        let outer = std::mem::take(&mut self.facts);
        let (facts, sound) = assembly.combine(outer, inner, |_| Some(self.place.clone()));
        self.facts = facts;
        self.sound &= sound;
    }
}

impl About {
    /// What the request calls it.
    pub(crate) fn name(&self) -> Option<&str> {
        self.activity.as_deref().or(self.matter.as_deref())
    }
}

impl Request {
    /// Which asks concern an activity or matter.
    fn asks_concerning(&self, about: Option<&str>) -> Vec<usize> {
        self.asks
            .iter()
            .enumerate()
            .filter(|(_, ask)| {
                ask.about.is_empty()
                    || about.is_some_and(|about| ask.about.iter().any(|(name, _)| name == about))
            })
            .map(|(at, _)| at)
            .collect()
    }
}
