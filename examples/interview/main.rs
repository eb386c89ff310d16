//! Asks what must still be found out on a request, best question first, and ends with the decision.
//!
//! ```text
//! cargo run --example interview                                  # a bundled request, in the terminal
//! cargo run --example interview -- my-request.yaml --save answers.yaml
//! cargo run --example interview -- my-request.yaml --resume answers.yaml
//! cargo run --example interview -- --answers examples/answers/erase-everything.yaml   # without a terminal
//! ```
//!
//! Each question can be answered, left ("don't know"), and asked back ("why?"). You can show the decision so far,
//! take back the last answer, and stop. Exits with 0 once everything asked is decided, and with 1 where something is
//! still open. It exits with 2, saying what is wrong and where, when the input cannot be used.

mod terminal;

use std::{
    fs,
    io::{self, Write},
    process::ExitCode,
};

use data_subject_rights::{
    Controller,
    advice::{Book, NextQuestion},
    calendar::Date,
    case::{Answers, Recorded, Request},
    decision::{Outcome, PlannedStep},
    explain,
    fact::{FactKind, Respondent},
    inquiry::CostModel,
    source::SourceFile,
};
use terminal::Reply;

/// Prints a line; a reader who has seen enough may close the pipe.
macro_rules! say {
    ($($words:tt)*) => {
        if writeln!(io::stdout(), $($words)*).is_err() {
            std::process::exit(0);
        }
    };
}

const BUNDLED: (&str, &str) = (
    "examples/requests/erase-everything.yaml",
    include_str!("../requests/erase-everything.yaml"),
);

const USAGE: &str = "\
usage: interview [--answers FILE] [--resume FILE] [--save FILE] [--book procedure|both] [--cost WHO=NUMBER]...
                 [--today DATE] [REQUEST]

REQUEST is a request in YAML or JSON; without one a bundled letter is used.
--answers  takes the answers from a file, asks no one, and needs no terminal
--resume   starts from the answers of an earlier interview
--save     writes the answers to a file that --answers and --resume read
--book     `procedure` asks for the council's own rules alone; `both` (if not said) then for the law
--cost     what an answer costs: register, requester, officer, specialist, third-party, judgement or review";

struct Arguments {
    request: SourceFile,
    answers: Option<Answers>,
    resume: Answers,
    save: Option<String>,
    procedure_alone: bool,
    asking: CostModel,
    today: Date,
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// Whether everything asked is decided in the end.
fn run() -> Result<bool, String> {
    let arguments = arguments()?;
    let mut council = Controller::doncaster().map_err(|faults| faults.to_string())?;
    if arguments.procedure_alone {
        council = council.procedure_alone();
    }
    let request = Request::load(&arguments.request).map_err(|faults| faults.to_string())?;
    let mut interview = Interview {
        council,
        request,
        given: arguments.resume,
        steps: Vec::new(),
        asking: arguments.asking,
    };
    let asked = match &arguments.answers {
        Some(answers) => interview.replay(answers)?,
        None => interview.ask(arguments.today)?,
    };
    if let Some(name) = &arguments.save {
        let text = interview.given.to_string();
        fs::write(name, text).map_err(|error| format!("cannot write {name}: {error}"))?;
    }
    let is_decided = interview.conclude()?;
    say!(
        "\n{asked} question{} asked.",
        if asked == 1 { "" } else { "s" }
    );
    Ok(is_decided)
}

/// What was done at a question.
enum Step {
    /// So many answers were recorded: one question may be answered for several places.
    Answered(usize),
    /// Left out: a date or review that no one can give.
    Skipped(String),
}

struct Interview {
    council: Controller,
    request: Request,
    given: Answers,
    steps: Vec<Step>,
    asking: CostModel,
}

impl Interview {
    /// The request with everything answered so far.
    fn so_far(&self) -> Result<Request, String> {
        let request = self.given.put_into(self.request.clone());
        request.map_err(|faults| faults.to_string())
    }

    fn next(&self) -> Result<Option<NextQuestion>, String> {
        let skipped = self.steps.iter().filter_map(|step| match step {
            Step::Skipped(question) => Some(question.clone()),
            Step::Answered(_) => None,
        });
        let asking = skipped.fold(self.asking.clone(), CostModel::without);
        let next = self.council.next_question(&self.so_far()?, &asking);
        next.map_err(|faults| faults.to_string())
    }

    /// Takes every answer from a file.
    fn replay(&mut self, answers: &Answers) -> Result<usize, String> {
        // A fault in the file is told before anything is asked, whether or not it would have been reached.
        let all = answers.put_into(self.request.clone());
        all.and_then(|request| self.council.situations(&request))
            .map_err(|faults| faults.to_string())?;
        let mut asked = 0;
        let mut upcoming = self.next()?;
        while let Some(next) = upcoming {
            let question = question(&next);
            let found = answers.to(
                next.about.as_deref(),
                next.item.as_deref(),
                question.as_deref(),
            );
            say!("{}", heading(&next));
            match found {
                Some(answer) => {
                    say!("  {}", said(&answer));
                    self.given.push(answer.clone());
                    let mut alike = 0;
                    for other in &next.also {
                        let (about, item) = (other.about.as_deref(), other.item.as_deref());
                        let own = answers.to(about, item, question.as_deref());
                        // What can be seen is the same for all that are alike. A judgement is of what was judged: no
                        // one made it of the others.
                        let same = (!is_judged(&next)).then(|| answer.also_about(about, item));
                        if let Some(given) = own.or(same) {
                            self.given.push(given);
                            alike += 1;
                        }
                    }
                    self.steps.push(Step::Answered(1 + alike));
                    say!("{}", in_words(alike));
                    upcoming = self.next()?;
                    // What is answered and asked again was no answer: a judgement without its record, one that
                    // is too old, a review of other texts.
                    if upcoming.as_ref().is_some_and(|again| is_same(again, &next)) {
                        say!("  This does not settle it: {} Left open.\n", still(&next));
                        self.take_back();
                        self.leave(&next);
                        upcoming = self.next()?;
                    } else {
                        asked += 1;
                    }
                }
                None => {
                    say!("  No answer on file; left open.\n");
                    self.leave(&next);
                    upcoming = self.next()?;
                }
            }
        }
        Ok(asked)
    }

    /// Asks in the terminal.
    fn ask(&mut self, today: Date) -> Result<usize, String> {
        let mut who = terminal::Who::default();
        let mut asked = 0;
        while let Some(next) = self.next()? {
            say!("\n{}", heading(&next));
            match terminal::ask(&self.council, &next, &mut who, today)? {
                Reply::Answer(answer) => {
                    asked += 1;
                    self.given.push((*answer).clone());
                    let others = terminal::others(&next, is_judged(&next))?;
                    for other in others {
                        let (about, item) = (other.about.as_deref(), other.item.as_deref());
                        self.given.push(answer.also_about(about, item));
                    }
                    self.steps.push(Step::Answered(1 + others.len()));
                }
                Reply::DontKnow => {
                    asked += 1;
                    self.leave(&next);
                }
                Reply::Why => {
                    say!("\n{}{}", explain::next_question(&next), self.rules(&next));
                }
                Reply::Show => {
                    let advice = self.council.reasons(&self.so_far()?);
                    let advice = advice.map_err(|faults| faults.to_string())?;
                    say!("\n{}", explain::decision(&advice));
                }
                Reply::Back => {
                    if self.steps.is_empty() && self.given.take_back().is_none() {
                        say!("This is the first question.");
                    }
                    self.take_back();
                }
                Reply::Stop => break,
            }
            // An answer that cannot be is told and taken back, not carried along.
            if let Err(faults) = self.council.situations(&self.so_far()?) {
                say!("\n{faults}\nThe answer was not taken.");
                self.take_back();
            }
        }
        Ok(asked)
    }

    /// Takes the last step back.
    fn take_back(&mut self) {
        if let Some(Step::Answered(count)) = self.steps.pop() {
            for _ in 0..count {
                self.given.take_back();
            }
        }
    }

    /// No one knows: the fact is recorded as asked and not known; a date or review is left out.
    fn leave(&mut self, next: &NextQuestion) {
        match question(next) {
            Some(fact) if !fact.starts_with("date/") => {
                self.given.push(place(next).not_known(fact));
                self.steps.push(Step::Answered(1));
            }
            Some(date) => self.steps.push(Step::Skipped(date)),
            None => self.steps.push(Step::Skipped("review".to_owned())),
        }
    }

    /// The rules at stake in their own words.
    fn rules(&self, next: &NextQuestion) -> String {
        let book = match next.book {
            Book::Procedure => Some(self.council.procedure()),
            Book::Statute => self.council.statute().map(|law| law.book()),
        };
        let mut words = String::new();
        for id in next.plan.next.rules().into_iter().take(6) {
            let found = book.and_then(|book| book.rule(book.find(id)?));
            if let Some(rule) = found.filter(|rule| !rule.says.is_empty()) {
                words.push_str(&format!("    {} [{}]\n", rule.says, rule.provision.cite()));
            }
        }
        words
    }

    /// Prints the decision; whether nothing that was asked is open.
    fn conclude(&self) -> Result<bool, String> {
        let reasons = self.council.reasons(&self.so_far()?);
        let reasons = reasons.map_err(|faults| faults.to_string())?;
        say!("{}", explain::decision(&reasons));
        let mut books = reasons
            .decisions
            .iter()
            .flat_map(|decision| decision.books());
        Ok(!books.any(|book| book.outcome == Outcome::Open))
    }
}

/// Whether a question asks for a judgement.
fn is_judged(next: &NextQuestion) -> bool {
    match &next.plan.next {
        PlannedStep::Question(planned) => planned.question.kind == FactKind::Judgement,
        PlannedStep::Review(_) => false,
    }
}

/// Where the same answer was taken, in words.
fn in_words(alike: usize) -> String {
    match alike {
        0 => String::new(),
        count => format!("  (and for {count} more that are alike)\n"),
    }
}

/// Whether two questions are one, asked in one place.
fn is_same(one: &NextQuestion, other: &NextQuestion) -> bool {
    question(one) == question(other) && (&one.about, &one.item) == (&other.about, &other.item)
}

/// Why an answer may leave a question open.
fn still(next: &NextQuestion) -> &'static str {
    match &next.plan.next {
        _ if is_judged(next) => {
            "a judgement counts with who made it, in what role, when and why, and until it is to be reviewed."
        }
        PlannedStep::Question(_) => "the answer is none, or too old.",
        PlannedStep::Review(_) => "the reviews on file are of other texts.",
    }
}

/// What is asked: the id of a fact, or `date/…`. None for a review.
fn question(next: &NextQuestion) -> Option<String> {
    match &next.plan.next {
        PlannedStep::Question(planned) => Some(planned.question.fact.clone()),
        PlannedStep::Review(_) => None,
    }
}

/// Where the answer to a question belongs.
fn place(next: &NextQuestion) -> Recorded {
    match (&next.about, &next.item) {
        (Some(about), Some(item)) => Recorded::of(about).item(item),
        (Some(about), None) => Recorded::of(about),
        _ => Recorded::of_the_request(),
    }
}

fn heading(next: &NextQuestion) -> String {
    let about = match (&next.about, &next.item) {
        (Some(about), Some(item)) => format!("{about}: {item}"),
        (Some(about), None) => about.clone(),
        _ => "the request".to_owned(),
    };
    let ask = match &next.plan.next {
        PlannedStep::Question(planned) => planned.question.ask.clone(),
        PlannedStep::Review(review) => {
            let under: Vec<String> = review.under.iter().map(|under| under.cite()).collect();
            format!(
                "Is there any sign that one of the limits in these texts matters here: {}?",
                under.join("; ")
            )
        }
    };
    format!("[{about}] {ask}")
}

/// An answer from a file, on one line.
fn said(answer: &Recorded) -> String {
    let mut alone = Answers::default();
    alone.push(answer.clone());
    let text = alone.to_string();
    let lines = text
        .lines()
        .skip(1)
        .map(|line| line.trim().trim_start_matches("- "));
    let is_place = |line: &&str| line.starts_with("about:") || line.starts_with("item:");
    let told: Vec<&str> = lines.filter(|line| !is_place(line)).collect();
    told.join(" ")
}

fn read(name: &str) -> Result<SourceFile, String> {
    let bytes = fs::read(name).map_err(|error| format!("cannot read {name}: {error}"))?;
    SourceFile::from_bytes(name, &bytes).map_err(|faults| faults.to_string())
}

fn arguments() -> Result<Arguments, String> {
    use lexopt::prelude::{Long, Short, Value, ValueExt};
    let usage = |error: lexopt::Error| format!("{error}\n\n{USAGE}");
    let load = |name: &str| Answers::load(&read(name)?).map_err(|faults| faults.to_string());
    let mut arguments = Arguments {
        request: SourceFile::new(BUNDLED.0, BUNDLED.1),
        answers: None,
        resume: Answers::default(),
        save: None,
        procedure_alone: false,
        asking: CostModel::default(),
        today: jiff::Zoned::now().date(),
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next().map_err(usage)? {
        let option = match argument {
            Value(name) => {
                arguments.request = read(&name.string().map_err(usage)?)?;
                continue;
            }
            Short('h') | Long("help") => {
                say!("{USAGE}");
                std::process::exit(0);
            }
            Long(option) => option.to_owned(),
            other => return Err(usage(other.unexpected())),
        };
        let value = parser
            .value()
            .and_then(|value| value.string())
            .map_err(usage)?;
        match option.as_str() {
            "answers" => arguments.answers = Some(load(&value)?),
            "resume" => arguments.resume = load(&value)?,
            "save" => arguments.save = Some(value),
            "book" => match value.as_str() {
                "procedure" => arguments.procedure_alone = true,
                "both" => arguments.procedure_alone = false,
                other => return Err(format!("there is no book `{other}`\n\n{USAGE}")),
            },
            "cost" => arguments.asking = cost(arguments.asking, &value)?,
            "today" => {
                arguments.today = value.parse().map_err(|_| {
                    format!("`{value}` is not a date: write it as 2026-11-21\n\n{USAGE}")
                })?;
            }
            other => return Err(format!("there is no option `--{other}`\n\n{USAGE}")),
        }
    }
    Ok(arguments)
}

/// Reads `officer=2`.
fn cost(asking: CostModel, said: &str) -> Result<CostModel, String> {
    let fault = || format!("`{said}` is not a cost: write it as officer=2\n\n{USAGE}");
    let (who, cost) = said.split_once('=').ok_or_else(fault)?;
    let cost: u32 = cost.parse().map_err(|_| fault())?;
    Ok(match who {
        "register" => asking.costs(Respondent::Register, cost),
        "requester" => asking.costs(Respondent::Requester, cost),
        "officer" => asking.costs(Respondent::Officer, cost),
        "specialist" => asking.costs(Respondent::Specialist, cost),
        "third-party" => asking.costs(Respondent::ThirdParty, cost),
        "judgement" => asking.judgement_costs(cost),
        "review" => asking.review_costs(cost),
        _ => return Err(fault()),
    })
}
