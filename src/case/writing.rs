//! Requests written as files have them, in one fixed order, with everything left out that a file may leave out.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _, ser::Error as _};

use super::{
    answer::Answer,
    confirmation::{Closing, Confirmation},
    days::PartDays,
    events::{Asked, Events},
    judgement::Judgement,
    layer::{Layer, Review, Statement},
    limits::Limits,
    reading::read_whole,
    reading_confirmation::OUTCOMES,
    request::{About, Ask, Item, Request},
    retention::Milestone,
};
use crate::{
    engine::Outcome,
    fact::WhyUnknown,
    law::{Provision, Term},
    source::{Bounds, DEEPEST, Digest, Form, MAX_DEPTH, MAX_FILE_BYTES, SourceFile, as_file},
};

/// The form of a request file: as JSON it is one, and [`Request::load`] reads it.
///
/// The order of the fields is fixed, and optional fields are left out, so equal requests are written alike, byte for
/// byte.
///
/// ```
/// use data_subject_rights::{calendar::Date, case::{About, Item, Request}, law::Right};
/// let request = Request::received(Date::constant(2026, 11, 21))
///     .asks(Right::Erasure)
///     .about(About::matter("newsletter").item(Item::named("e-mail address")));
/// let json = serde_json::to_string(&request)?;
/// assert_eq!(json, concat!(
///     r#"{"received":"2026-11-21","asks":["erasure"],"#,
///     r#""about":[{"matter":"newsletter","items":[{"item":"e-mail address"}]}]}"#,
/// ));
/// assert_eq!(serde_json::from_str::<Request>(&json)?, request);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
///
/// Items nested more deeply than any request is decided with.
impl Serialize for Request {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.form()
            .ok_or_else(|| S::Error::custom(TOO_DEEP))?
            .serialize(serializer)
    }
}

/// Reads what a request file says from any format that describes itself, with the faults of a file as its error. Words
/// are taken as they are, blanks and line ends too. Whether the request is within limits is checked when it is decided.
///
/// ```
/// use data_subject_rights::case::Request;
/// let fault = serde_json::from_str::<Request>(r#"{"received":"2026-11-31","asks":["erasure"]}"#).unwrap_err();
/// assert!(fault.to_string().contains("`2026-11-31` is not a date of the calendar"));
/// ```
impl<'de> Deserialize<'de> for Request {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let file = SourceFile::new("the request", as_file(deserializer)?);
        let bounds = Bounds {
            // Quotes, blanks and line ends make it longer than what it says.
            bytes: 4 * MAX_FILE_BYTES,
            nesting: DEEPEST,
            text: MAX_FILE_BYTES,
            is_verbatim: true,
            ..Limits::default().bounds()
        };
        read_whole(&file, bounds).map_err(D::Error::custom)
    }
}

const TOO_DEEP: &str = "the items of the request nest too deeply to be written";

impl Request {
    /// The digest of the request's canonical form: of its JSON without blanks, the fields of each object in the order of
    /// their names. So it is the same in whatever order facts were written. None for items nested more deeply than any
    /// request is decided with.
    ///
    /// ```
    /// use data_subject_rights::{calendar::Date, case::Request, law::Right, source::Digest};
    /// let request = Request::received(Date::constant(2026, 11, 21)).asks(Right::Access);
    /// let json = r#"{"asks":["access"],"received":"2026-11-21"}"#;
    /// assert_eq!(request.digest(), Some(Digest::of_text(json)));
    /// ```
    #[must_use]
    pub fn digest(&self) -> Option<Digest> {
        Some(Digest::of_text(&self.form()?.canonical()))
    }

    fn form(&self) -> Option<Form<'_>> {
        let dates = &self.dates;
        let mut fields = Fields::default();
        fields.words("request", self.title.as_deref());
        fields.words("scenario", self.scenario.as_deref());
        fields.words("letter", self.letter.as_deref());
        fields.day("received", Some(dates.received));
        fields.day("replied", dates.replied);
        fields.day("decided", dates.decided);
        fields.day("collected", dates.collected);
        fields.day("processed", dates.processed);
        fields.day("complained", dates.complained);
        fields.words("channel", self.channel.map(Term::code));
        fields.words("capacity", self.capacity.map(Term::code));
        fields.words("recorded-by", self.scribe.as_deref());
        fields.filled("events", events(&self.events));
        fields.add("asks", Form::List(self.asks.iter().map(ask).collect()));
        fields.layer(&self.layer);
        let about: Option<Vec<Form<'_>>> = self.about.iter().map(about).collect();
        fields.filled("about", Form::List(about?));
        fields.0.extend(
            self.closing
                .as_ref()
                .map(|closing| ("closed".into(), close(closing))),
        );
        let confirmations = self.confirmations.iter().map(confirmation);
        fields.filled("confirmations", Form::List(confirmations.collect()));
        Some(fields.done())
    }
}

/// The fields of a mapping, in the order of files.
#[derive(Default)]
struct Fields<'a>(Vec<(Cow<'a, str>, Form<'a>)>);

impl<'a> Fields<'a> {
    fn add(&mut self, name: &'static str, form: Form<'a>) {
        self.0.push((name.into(), form));
    }

    /// A list or mapping, where something is in it.
    fn filled(&mut self, name: &'static str, form: Form<'a>) {
        let is_empty = match &form {
            Form::List(items) => items.is_empty(),
            Form::Map(fields) => fields.is_empty(),
            _ => false,
        };
        if !is_empty {
            self.add(name, form);
        }
    }

    fn words(&mut self, name: &'static str, words: Option<&'a str>) {
        self.0
            .extend(words.map(|words| (name.into(), Form::text(words))));
    }

    fn day(&mut self, name: &'static str, day: Option<Date>) {
        self.0.extend(day.map(|day| (name.into(), date(day))));
    }

    fn days(&mut self, days: PartDays) {
        self.day(PartDays::DECIDED, days.decided);
        self.day(PartDays::COLLECTED, days.collected);
        self.day(PartDays::PROCESSED, days.processed);
    }

    /// One item or several, where there is any.
    fn many(&mut self, name: &'static str, items: impl Iterator<Item = Form<'a>>) {
        self.filled(name, Form::many(items));
    }

    fn layer(&mut self, layer: &'a Layer) {
        let facts = layer.statements.iter();
        let facts = facts.map(|said| (said.fact.as_str().into(), statement(said)));
        self.filled("facts", Form::Map(facts.collect()));
        let judged = layer.judgements.iter().map(judgement);
        self.filled("judgements", Form::List(judged.collect()));
        let reviews = layer.reviews.iter().map(review);
        self.filled("reviews", Form::List(reviews.collect()));
    }

    fn done(self) -> Form<'a> {
        Form::Map(self.0)
    }
}

fn date<'a>(day: Date) -> Form<'a> {
    Form::text(day.to_string())
}

fn terms(terms: &[String]) -> Form<'_> {
    Form::List(terms.iter().map(Form::text).collect())
}

fn events<'a>(events: &Events) -> Form<'a> {
    let asked = |asked: &Asked, answer: &'static str| {
        let mut fields = Fields::default();
        fields.day("asked", Some(asked.on));
        fields.day(answer, asked.answered);
        fields.done()
    };
    let mut fields = Fields::default();
    for (name, answer, event) in [
        ("identity", "received", events.identity),
        ("authority", "received", events.authority),
        ("fee", "paid", events.fee),
    ] {
        if let Some(event) = event {
            fields.add(name, asked(&event, answer));
        }
    }
    let clarifications = events.clarifications.iter();
    let clarifications = clarifications.map(|each| asked(each, "answered")).collect();
    fields.filled("clarifications", Form::List(clarifications));
    fields.day("extension-told", events.extension_told);
    fields.day("results-announced", events.results_announced);
    fields.done()
}

fn ask(ask: &Ask) -> Form<'_> {
    let right = Form::text(ask.right.code());
    if ask.about.is_empty() && ask.claims.is_empty() && ask.only.is_empty() {
        return right;
    }
    let mut fields = Fields::default();
    fields.add("right", right);
    fields.many(
        "about",
        ask.about.iter().map(|(about, _)| Form::text(about)),
    );
    let codes = |all: &[crate::law::Entitlement]| -> Vec<Form<'static>> {
        all.iter().map(|each| Form::text(each.code())).collect()
    };
    fields.many("claims", codes(&ask.claims).into_iter());
    fields.many("only", codes(&ask.only).into_iter());
    fields.done()
}

fn about(about: &About) -> Option<Form<'_>> {
    let mut fields = Fields::default();
    fields.words("activity", about.activity.as_deref());
    fields.words("matter", about.matter.as_deref());
    fields.days(about.days);
    fields.layer(&about.layer);
    fields.filled("items", items(&about.items, 0)?);
    Some(fields.done())
}

/// Items, with how many they are in; none where that is too many.
fn items(items: &[Item], depth: usize) -> Option<Form<'_>> {
    if depth > MAX_DEPTH {
        return None;
    }
    let items = items.iter().map(|each| item(each, depth + 1));
    items.collect::<Option<_>>().map(Form::List)
}

fn item(item: &Item, depth: usize) -> Option<Form<'_>> {
    let mut fields = Fields::default();
    fields.add("item", Form::text(&item.name));
    for (name, milestone) in Milestone::WORDS {
        match item.dates.get(&milestone) {
            None => {}
            Some(None) => fields.words(name, Some("not-yet")),
            Some(day) => fields.day(name, *day),
        }
    }
    fields.days(item.days);
    fields.layer(&item.layer);
    fields.filled("items", items(&item.items, depth)?);
    Some(fields.done())
}

fn statement(said: &Statement) -> Form<'_> {
    let mut fields = Fields::default();
    if let Answer::Unknown(why) = &said.answer {
        let (why, from) = unknown(why);
        fields.words("unknown", Some(why));
        fields.words("from", from);
        return fields.done();
    }
    if said.by.is_none() && said.on.is_none() {
        return answer(&said.answer);
    }
    fields.add("is", answer(&said.answer));
    fields.words("by", said.by.as_deref());
    fields.day("on", said.on);
    fields.done()
}

/// Why a fact is not known, and from whom the answer is awaited or what it depends on.
fn unknown(why: &WhyUnknown) -> (&'static str, Option<&str>) {
    match why {
        WhyUnknown::NotAsked => ("not-asked", None),
        WhyUnknown::NotKnown => ("not-known", None),
        WhyUnknown::Awaiting(whom) => ("awaiting", Some(whom)),
        WhyUnknown::Stale => ("stale", None),
        WhyUnknown::DependsOn(what) => ("depends-on", Some(what)),
        WhyUnknown::NeedsJudgement => ("needs-judgement", None),
    }
}

fn answer(answer: &Answer) -> Form<'_> {
    match answer {
        Answer::YesNo(yes) => Form::yes_no(*yes),
        Answer::Word(word) => Form::text(word),
        Answer::Exactly(words) => terms(words),
        Answer::AtLeast(words) => Form::Map(vec![("at-least".into(), terms(words))]),
        // What is unknown is stated, not answered.
        Answer::Unknown(_) => Form::List(Vec::new()),
    }
}

fn judgement(judged: &Judgement) -> Form<'_> {
    let mut fields = Fields::default();
    fields.words("judgement", Some(&judged.fact));
    fields.add("is", answer(&judged.answer));
    fields.words("by", judged.by.as_deref());
    fields.words("role", judged.role.as_deref());
    fields.day("on", judged.on);
    fields.words("reasons", judged.reasons.as_deref());
    fields.many("considered", judged.considered.iter().map(Form::text));
    fields.many("evidence", judged.evidence.iter().map(Form::text));
    fields.day("review-by", judged.review_by);
    fields.done()
}

fn review(review: &Review) -> Form<'_> {
    let mut fields = Fields::default();
    let under = review.under.iter().map(Provision::as_str);
    fields.add("review", Form::many(under.map(Form::text)));
    fields.words("by", Some(&review.by));
    fields.day("on", Some(review.on));
    fields.many(
        "raised",
        review.raised.iter().map(|(fact, _)| Form::text(fact)),
    );
    fields.done()
}

fn close(closing: &Closing) -> Form<'_> {
    let mut fields = Fields::default();
    fields.words("by", Some(&closing.by));
    fields.day("on", Some(closing.on));
    fields.done()
}

fn confirmation(confirmation: &Confirmation) -> Form<'_> {
    let word = |outcome: Outcome| {
        let mut words = OUTCOMES.iter();
        words
            .find(|(_, each)| *each == outcome)
            .map(|(word, _)| *word)
    };
    let mut fields = Fields::default();
    fields.words("right", Some(confirmation.right.code()));
    fields.words("about", confirmation.about.as_deref());
    fields.words("item", confirmation.item.as_deref());
    fields.words("procedure", word(confirmation.procedure));
    fields.words("statute", confirmation.statute.and_then(word));
    fields.words("by", Some(&confirmation.by));
    fields.words("role", Some(&confirmation.role));
    fields.day("on", Some(confirmation.on));
    fields.done()
}
