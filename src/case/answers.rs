//! What was answered to questions, kept beside the request and put into it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    answer::Answer,
    judgement::Judgement,
    layer::{Layer, Review},
    limits::Limits,
    reading::read_layer,
    request::{About, Request},
    resolved::{built, said_twice},
    ways::{at_end, ways_to},
};
use crate::{
    fact::WhyUnknown,
    source::{Code, Diagnostics, Fields, Node, Place, Problems, SourceFile, date, parse, words},
};

/// The dates of a case beside the day of receipt.
const DATES: &[&str] = &["replied", "decided", "collected", "processed", "complained"];

/// Answers to the questions of a case, in the order in which they were given: the record of an interview.
///
/// A file of answers stands beside its request. Each entry says where its answers belong (`about:`, `item:`;
/// neither for the request as a whole). It has `facts:`, `judgements:` and `reviews:`, as in a request.
/// Written out ([`Answers`] implements `Display`) and read back they are the same.
///
/// ```
/// use data_subject_rights::{Controller, case::{Answers, Request}, source::SourceFile};
///
/// let request = SourceFile::new("request.yaml", "
/// received: 2026-11-21
/// asks: [consent-withdrawal]
/// about: [{ matter: newsletter }]
/// ");
/// let answers = SourceFile::new("answers.yaml", "
/// answers:
///   - { about: newsletter, facts: { consent-withdrawn: { is: yes, by: the letter } } }
/// ");
/// let answers = Answers::load(&answers)?;
/// let request = answers.put_into(Request::load(&request)?)?;
/// let situations = Controller::doncaster()?.situations(&request)?;
/// assert_eq!(situations[0].facts.iter().count() > 0, true);
/// let again = Answers::load(&SourceFile::new("again.yaml", &answers.to_string()))?;
/// assert_eq!(again.to_string(), answers.to_string());
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Answers {
    pub(super) entries: Vec<Recorded>,
}

/// Answers with where they belong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    pub(super) about: Option<String>,
    pub(super) item: Option<String>,
    pub(super) layer: Layer,
    /// Dates of the case, for the request as a whole.
    pub(super) dates: BTreeMap<&'static str, Date>,
    place: Place,
}

impl Recorded {
    /// About the request as a whole.
    #[must_use]
    pub fn of_the_request() -> Self {
        Self {
            about: None,
            item: None,
            layer: Layer::default(),
            dates: BTreeMap::new(),
            place: built(),
        }
    }

    /// About an activity or matter.
    pub fn of(about: impl Into<String>) -> Self {
        Self {
            about: Some(about.into()),
            ..Self::of_the_request()
        }
    }

    /// About an item of it, written with the items it is in: `file / page 3`.
    #[must_use]
    pub fn item(mut self, item: impl Into<String>) -> Self {
        self.item = Some(item.into());
        self
    }

    /// States a fact: what, the answer, who said so, and on which day.
    #[must_use]
    pub fn fact(
        mut self,
        fact: impl Into<String>,
        answer: impl Into<Answer>,
        by: impl Into<String>,
        on: Option<Date>,
    ) -> Self {
        self.layer.state(fact.into(), answer.into(), by.into(), on);
        self
    }

    /// Says that someone was asked and does not know.
    #[must_use]
    pub fn not_known(mut self, fact: impl Into<String>) -> Self {
        self.layer.leave(fact.into(), WhyUnknown::NotKnown);
        self
    }

    /// Adds a recorded judgement.
    #[must_use]
    pub fn judgement(mut self, judgement: Judgement) -> Self {
        self.layer.judge(judgement);
        self
    }

    /// The same about another activity, matter or item: one answer may serve several that are alike.
    ///
    /// ```
    /// use data_subject_rights::case::Recorded;
    /// let one = Recorded::of("desk/calls").fact("is-cctv", false, "the desk", None);
    /// let other = one.also_about(Some("desk/letters"), None);
    /// assert_eq!(other, Recorded::of("desk/letters").fact("is-cctv", false, "the desk", None));
    /// ```
    #[must_use]
    pub fn also_about(&self, about: Option<&str>, item: Option<&str>) -> Self {
        Self {
            about: about.map(str::to_owned),
            item: item.map(str::to_owned),
            ..self.clone()
        }
    }

    /// Says on which day something happened: `decided`, `collected`, `processed`, `complained` or `replied`.
    /// Another word says nothing.
    #[must_use]
    pub fn date(mut self, which: &str, day: Date) -> Self {
        if let Some(which) = DATES.iter().find(|known| **known == which) {
            self.dates.insert(which, day);
        }
        self
    }

    /// Adds a review.
    #[must_use]
    pub fn review(mut self, review: Review) -> Self {
        self.layer.reviews.push(review);
        self
    }

    /// What it answers of one question, by itself.
    fn about_question(
        &self,
        about: Option<&str>,
        item: Option<&str>,
        question: &str,
    ) -> Option<Self> {
        if let Some(which) = question.strip_prefix("date/") {
            let (which, day) = self.dates.get_key_value(which)?;
            return Some(Self::of_the_request().date(which, *day));
        }
        if self.about.as_deref() != about || self.item.as_deref() != item {
            return None;
        }
        let mut only = Self {
            layer: Layer::default(),
            dates: BTreeMap::new(),
            ..self.clone()
        };
        let said = self.layer.statements.iter();
        only.layer.statements = said.filter(|said| said.fact == question).cloned().collect();
        let judged = self.layer.judgements.iter();
        only.layer.judgements = judged
            .filter(|judged| judged.fact == question)
            .cloned()
            .collect();
        let is_answered = !only.layer.statements.is_empty() || !only.layer.judgements.is_empty();
        is_answered.then_some(only)
    }
}

impl Answers {
    /// Reads answers from YAML or JSON, from a file within the limits that are fit for everyone
    /// ([`Limits::default`]).
    ///
    /// # Errors
    ///
    /// Every fault in the file.
    pub fn load(file: &SourceFile) -> Result<Self, Diagnostics> {
        Self::load_within(file, &Limits::default())
    }

    /// Reads answers within limits on the file, and on the facts that it states.
    ///
    /// # Errors
    ///
    /// Every fault in the file.
    pub fn load_within(file: &SourceFile, limits: &Limits) -> Result<Self, Diagnostics> {
        let mut problems = Problems::within(limits.bounds());
        let entries = parse(file, &mut problems)
            .and_then(|tree| {
                let fields = Fields::open(&tree, "a file of answers", &["answers"], &mut problems)?;
                fields.required("answers", &mut problems)?;
                let nodes = fields.list("answers", &mut problems);
                Some(
                    nodes
                        .iter()
                        .filter_map(|node| read(node, &mut problems))
                        .collect(),
                )
            })
            .unwrap_or_default();
        let answers = Self { entries };
        if answers.is_within(limits, &mut problems) {
            answers.check(&mut problems);
        }
        problems.settle(answers)
    }

    /// Whether no more is answered than a request may state.
    fn is_within(&self, limits: &Limits, problems: &mut Problems) -> bool {
        let said = |entry: &Recorded| entry.layer.statements.len() + entry.layer.judgements.len();
        let mut found = 0;
        let beyond = self.entries.iter().find(|entry| {
            found += said(entry);
            found > limits.facts
        });
        let Some(beyond) = beyond else {
            return true;
        };
        let all: usize = self.entries.iter().map(said).sum();
        problems.report(
            Code::OverLimit,
            &beyond.place,
            format!("the file has {all} answers, over the limit"),
            format!(
                "at most {} are allowed: split it into several files",
                limits.facts
            ),
        );
        false
    }

    /// Nothing is answered twice in one place.
    fn check(&self, problems: &mut Problems) {
        let mut seen = BTreeSet::new();
        for entry in &self.entries {
            let layer = &entry.layer;
            let stated = layer
                .statements
                .iter()
                .map(|said| (&said.fact, &said.place));
            let judged = layer
                .judgements
                .iter()
                .map(|judged| (&judged.fact, &judged.place));
            for (fact, place) in stated.chain(judged) {
                if !seen.insert((&entry.about, &entry.item, fact)) {
                    said_twice(fact, place, problems);
                }
            }
        }
    }

    /// Adds answers.
    pub fn push(&mut self, recorded: Recorded) {
        self.entries.push(recorded);
    }

    /// Takes the latest answers back.
    pub fn take_back(&mut self) -> Option<Recorded> {
        self.entries.pop()
    }

    /// The entries, in the order in which they were given.
    pub fn iter(&self) -> impl Iterator<Item = &Recorded> {
        self.entries.iter()
    }

    /// How many entries there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What is answered of one question of a plan: where it belongs, and what is asked, as the
    /// next question of the council names them. Without a question: all reviews.
    #[must_use]
    pub fn to(
        &self,
        about: Option<&str>,
        item: Option<&str>,
        question: Option<&str>,
    ) -> Option<Recorded> {
        match question {
            Some(question) => self
                .entries
                .iter()
                .find_map(|entry| entry.about_question(about, item, question)),
            None => {
                let mut reviews = Recorded::of_the_request();
                let all = self.entries.iter().flat_map(|entry| &entry.layer.reviews);
                reviews.layer.reviews = all.cloned().collect();
                (!reviews.layer.reviews.is_empty()).then_some(reviews)
            }
        }
    }

    /// Puts the answers into a request, each where it belongs. An answer replaces anything that the request
    /// leaves unknown there, or states without the record of a judgement. Anything else in the request stays,
    /// and a second answer to it is a fault when the request is decided.
    ///
    /// # Errors
    ///
    /// An entry about something that the request is not about.
    pub fn put_into(&self, mut request: Request) -> Result<Request, Diagnostics> {
        let mut problems = Problems::default();
        let places = Places::of(&request);
        for entry in &self.entries {
            for (which, day) in &entry.dates {
                let place = match *which {
                    "decided" => &mut request.dates.decided,
                    "collected" => &mut request.dates.collected,
                    "processed" => &mut request.dates.processed,
                    "complained" => &mut request.dates.complained,
                    _ => &mut request.dates.replied,
                };
                *place = Some(*day);
            }
            match places.find(&mut request, entry) {
                Some(layer) => add(layer, &entry.layer),
                None => places.not_found(&request, entry, &mut problems),
            }
        }
        problems.settle(request)
    }
}

fn read(node: &Node, problems: &mut Problems) -> Option<Recorded> {
    let known = ["about", "item", "dates", "facts", "judgements", "reviews"];
    let fields = Fields::open(node, "an answer", &known, problems)?;
    let mut said = |name: &str| fields.get(name).and_then(|node| words(node, problems));
    let (about, item) = (said("about"), said("item"));
    let mut dates = BTreeMap::new();
    if let Some(fields) = fields
        .get("dates")
        .and_then(|node| Fields::open(node, "dates of the case", DATES, problems))
    {
        for which in DATES {
            let day = fields.get(which).and_then(|node| date(node, problems));
            dates.extend(day.map(|day| (*which, day)));
        }
    }
    Some(Recorded {
        dates,
        about,
        item,
        layer: read_layer(&fields, problems),
        place: node.place.clone(),
    })
}

/// Where the matters of a request and their items stand, for looking up many entries.
struct Places {
    about: BTreeMap<String, (usize, BTreeMap<String, Vec<usize>>)>,
}

impl Places {
    fn of(request: &Request) -> Self {
        let mut about = BTreeMap::new();
        for (at, each) in request.about.iter().enumerate() {
            if let Some(name) = each.name() {
                // Of two with one name, which is a fault, the first.
                about
                    .entry(name.to_owned())
                    .or_insert_with(|| (at, ways_to(&each.items)));
            }
        }
        Self { about }
    }

    /// The layer that an entry belongs to.
    fn find<'r>(&self, request: &'r mut Request, entry: &Recorded) -> Option<&'r mut Layer> {
        let Some(about) = entry.about.as_deref() else {
            return entry.item.is_none().then_some(&mut request.layer);
        };
        let (at, ways) = self.about.get(about)?;
        let about = request.about.get_mut(*at)?;
        match &entry.item {
            None => Some(&mut about.layer),
            Some(path) => Some(&mut at_end(&mut about.items, ways.get(path)?)?.layer),
        }
    }
}

fn add(layer: &mut Layer, more: &Layer) {
    for said in &more.statements {
        give_way(layer, &said.fact);
        layer.statements.push(said.clone());
    }
    for judged in &more.judgements {
        give_way(layer, &judged.fact);
        // Stated without a record it does not count; with one it does.
        layer.statements.retain(|known| known.fact != judged.fact);
        layer.judgements.push(judged.clone());
    }
    layer.reviews.extend(more.reviews.iter().cloned());
}

/// What is known to be unknown gives way to an answer.
fn give_way(layer: &mut Layer, fact: &str) {
    let is_open = |answer: &Answer| matches!(answer, Answer::Unknown(_));
    let same = |known: &str| known == fact;
    layer
        .statements
        .retain(|known| !(same(&known.fact) && is_open(&known.answer)));
    layer
        .judgements
        .retain(|known| !(same(&known.fact) && (is_open(&known.answer) || !known.is_recorded())));
}

impl Places {
    fn not_found(&self, request: &Request, entry: &Recorded, problems: &mut Problems) {
        let about = entry.about.as_deref().unwrap_or_default();
        let (what, help) = match &entry.item {
            Some(item) if self.about.contains_key(about) => (
                format!("the request names no item `{item}` under `{about}`"),
                "write the item as the request does, with the items it is in: `file / page 3`"
                    .to_owned(),
            ),
            _ => (
                format!("the request is not about `{about}`"),
                problems.did_you_mean(
                    about,
                    request.about.iter().filter_map(About::name),
                    "name an entry under `about:` of the request",
                ),
            ),
        };
        problems.report(Code::UnknownActivity, &entry.place, what, help);
    }
}
