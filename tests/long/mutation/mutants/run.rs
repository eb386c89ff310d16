//! Mutants held against the suite.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use data_subject_rights::{
    Controller,
    analysis::{BookEdition, Equivalence, Finding, equivalence},
    engine::Program,
    fact::Vocabulary,
    rule::{Edition, RuleBook},
};

use super::{
    super::common::MUST,
    mutant::{Mutant, Operator},
    red::Cases,
    search::{Found, Search, changes_of, filled_in},
    suite::{Answer, Asked, Situation, all_answers, answers, differs, is_new},
    variants::Changes,
    yaml::Written,
};

/// A shipped book, the suite of cases, and what the suite shows of it.
pub struct Suite {
    pub written: Written,
    pub vocabulary: Arc<Vocabulary>,
    pub asked: Asked,
    pub situations: Vec<Situation>,
    cases: Cases,
    /// The book without its words, as mutants are.
    book: Arc<RuleBook>,
    program: Program,
    /// The same without diagrams: quick, and more is left open.
    plain: Program,
    /// The law as it stood where something is deemed.
    as_it_stood: Program,
    /// The situations, those first of which it is soonest known whether their page changes.
    order: Vec<usize>,
    /// For each part of a case the answers for each right: by plain evaluation, and exactly.
    shown_plainly: Vec<Vec<Vec<Answer>>>,
    shown: Vec<OnceLock<Vec<Vec<Answer>>>>,
}

/// How many parts of cases are decided exactly where plain evaluation does not tell.
const MOST_EXACT: usize = 24;

/// What became of a mutant.
#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// The loader does not take it, and says this.
    Refused(String),
    /// A case shows it: its name.
    Killed(String),
    /// It says the same of every case.
    Equivalent,
    /// No case shows it.
    Survived(Survivor),
}

/// What is known of a mutant that no case shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Survivor {
    /// What it answers otherwise, and a part of a case, by its place, that would show it with some changes.
    Near(String, usize, Changes),
    /// What it says otherwise of some case, in words.
    Far(String),
}

impl Suite {
    pub fn new(
        written: Written,
        book: &RuleBook,
        cases: Cases,
        situations: Vec<Situation>,
    ) -> Self {
        let vocabulary = Arc::new(book.vocabulary().clone());
        let short = RuleBook::load(Arc::clone(&vocabulary), &written.with(&[]));
        let book = Arc::new(short.unwrap_or_else(|faults| panic!("{faults}")));
        let compiled = |edition| Program::compile(Arc::clone(&book), edition);
        let plain = compiled(Edition::AsDeemed).with_node_budget(0);
        let asked = Asked::of(&book);
        let shown_plainly: Vec<_> = situations
            .iter()
            .map(|situation| all_answers(&plain, &asked, situation))
            .collect();
        let order = in_order(&situations, &shown_plainly);
        Self {
            written,
            vocabulary,
            cases,
            program: compiled(Edition::AsDeemed),
            as_it_stood: compiled(Edition::AsItStood),
            plain,
            asked,
            shown: situations.iter().map(|_| OnceLock::new()).collect(),
            shown_plainly,
            order,
            situations,
            book,
        }
    }

    /// The shipped book, without its words.
    pub const fn book(&self) -> &Arc<RuleBook> {
        &self.book
    }

    /// What the shipped book answers in a part of a case.
    pub fn exactly(&self, at: usize) -> &[Vec<Answer>] {
        self.shown[at].get_or_init(|| {
            let answers = all_answers(&self.program, &self.asked, &self.situations[at]);
            let exact = answers.iter().flatten().all(|answer| answer.exact);
            assert!(exact, "{}", self.situations[at].case);
            answers
        })
    }

    /// What it answers by the law as it stood, where that is another law.
    pub fn stood(&self, at: usize) -> Option<Vec<Vec<Answer>>> {
        let situation = &self.situations[at];
        let is_deemed = self.program.book().is_deemed_on(&situation.dates);
        is_deemed.then(|| all_answers(&self.as_it_stood, &self.asked, situation))
    }

    /// What becomes of each of these, on as many threads.
    pub fn run(&self, mutants: &[&Mutant], threads: usize) -> Vec<Fate> {
        let next = AtomicUsize::new(0);
        let fates: Mutex<Vec<Option<Fate>>> = Mutex::new(vec![None; mutants.len()]);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some(mutant) = mutants.get(at) else {
                            return;
                        };
                        let fate = self.fate(mutant);
                        fates.lock().expect("no thread failed")[at] = Some(fate);
                    }
                });
            }
        });
        let fates = fates.into_inner().expect("no thread failed");
        fates
            .into_iter()
            .map(|fate| fate.expect("each was tried"))
            .collect()
    }

    fn fate(&self, mutant: &Mutant) -> Fate {
        let files = mutant.files(&self.written);
        let book = match RuleBook::load(Arc::clone(&self.vocabulary), &files) {
            Ok(book) => Arc::new(book),
            Err(faults) => {
                let first = faults.iter().next().expect("there is one");
                return Fate::Refused(first.message().to_owned());
            }
        };
        let changed = Changed::new(self, &book);
        let plain = &changed.plain;
        let (mut unsure, mut later) = (Vec::new(), Vec::new());
        for at in self.order.iter().copied() {
            let near = self.situations[at].near;
            match (self.shows(plain, at), near) {
                (Some(true), None) if changed.is_red(at) => return self.killed(at),
                (Some(true), Some(near)) => match self.shows(plain, near) {
                    Some(false) => return self.killed(at),
                    _ => later.push(at),
                },
                (Some(_), _) => {}
                (None, _) => unsure.push(at),
            }
        }
        if let Some(at) = later.into_iter().find(|at| changed.is_red(*at)) {
            return self.killed(at);
        }
        let side = BookEdition::new(Arc::clone(&book));
        let finding = match self.apart(&BookEdition::new(Arc::clone(&self.book)), &side) {
            Equivalence::Equivalent if mutant.operator == Operator::Loosened => {
                return self.fate_on_the_pages(&changed);
            }
            Equivalence::Equivalent => return self.fate_as_it_stood(&book, &changed),
            Equivalence::Differ(finding) => Some(finding),
            _ => None,
        };
        let told = finding
            .as_deref()
            .map(|finding| changes_of(finding, &self.vocabulary));
        let opens = |at: &&usize| {
            told.as_ref()
                .is_some_and(|told| self.opens(plain, **at, told))
        };
        let mut opened = unsure.iter().filter(opens);
        if let Some(at) = opened.find(|at| changed.is_red(**at)) {
            return self.killed(*at);
        }
        // A few tell as much as all of them: each takes diagrams of its own.
        let every = unsure.len().div_ceil(MOST_EXACT).max(1);
        for at in unsure.into_iter().step_by(every) {
            if self.shows(changed.exact(), at) == Some(true) && changed.is_red(at) {
                return self.killed(at);
            }
        }
        Fate::Survived(self.survives(mutant, plain, told, finding.as_deref()))
    }

    fn killed(&self, at: usize) -> Fate {
        let situation = &self.situations[at];
        Fate::Killed(if situation.near.is_none() {
            situation.case.clone()
        } else {
            format!("{}, but {}", situation.case, situation.but)
        })
    }

    /// Whether two sides say the same of every case.
    fn apart(&self, shipped: &BookEdition, changed: &BookEdition) -> Equivalence {
        equivalence(shipped, changed).expect("one vocabulary")
    }

    /// What becomes of a mutant that changes only what is said of a limit, and never what comes out.
    fn fate_on_the_pages(&self, changed: &Changed<'_>) -> Fate {
        let cases = self.cases.that_say(MUST, &self.book);
        let mut red = cases.into_iter().filter(|case| changed.case_is_red(case));
        match red.next() {
            Some(case) => Fate::Killed(case.to_owned()),
            None => Fate::Survived(Survivor::Far("no page says that it must be applied".into())),
        }
    }

    /// Whether a part of a case shows the change; `None` where plain evaluation does not tell.
    fn shows(&self, changed: &Program, at: usize) -> Option<bool> {
        let situation = &self.situations[at];
        let mut shows = Some(false);
        answers(changed, &self.asked, situation, |ask, of, answer| {
            let plain = self.shown_plainly[at][ask][of];
            let about = &self.asked.about(situation.asks[ask].right)[of];
            let differs = differs(about, plain, answer).or_else(|| {
                // What is as open as before is taken to be left open for the same reason.
                if plain.values == answer.values {
                    return Some(false);
                }
                differs(about, self.exactly(at)[ask][of], answer)
            });
            match differs {
                Some(true) => shows = Some(true),
                Some(false) => {}
                None => shows = None,
            }
            shows != Some(true)
        });
        shows
    }

    /// Whether what is not known of a part of a case can make the changed book answer what the shipped one
    /// never would there.
    fn opens(&self, changed: &Program, at: usize, told: &Changes) -> bool {
        let situation = &self.situations[at];
        let Some(known) = filled_in(&self.vocabulary, situation, told) else {
            return false;
        };
        let mut opens = false;
        answers(changed, &self.asked, &known, |ask, of, answer| {
            let about = &self.asked.about(situation.asks[ask].right)[of];
            opens = answer.exact && is_new(about, self.exactly(at)[ask][of], answer);
            !opens
        });
        opens
    }

    /// What is known of a mutant that no case shows: near a case that there is, or far from all.
    fn survives(
        &self,
        mutant: &Mutant,
        plain: &Program,
        told: Option<Changes>,
        finding: Option<&Finding>,
    ) -> Survivor {
        let all: Vec<Changes> = told.into_iter().chain([Changes::default()]).collect();
        if let Some(found) = self.search(plain).find(&all, &mutant.days) {
            let Found {
                shows,
                situation,
                changes,
            } = found;
            return Survivor::Near(shows, situation, changes);
        }
        Survivor::Far(finding.map_or_else(|| "it could not be found out".to_owned(), in_words))
    }

    /// What becomes of a mutant that says the same of the law as deemed: it may not of the law as it stood.
    fn fate_as_it_stood(&self, book: &Arc<RuleBook>, changed: &Changed<'_>) -> Fate {
        let side = |book: &Arc<RuleBook>| BookEdition::new(Arc::clone(book)).as_it_stood();
        let finding = match self.apart(&side(&self.book), &side(book)) {
            Equivalence::Equivalent => return Fate::Equivalent,
            Equivalence::Differ(finding) => Some(finding),
            _ => None,
        };
        let stood = Program::compile(Arc::clone(book), Edition::AsItStood);
        let shows = |at: usize| {
            let situation = &self.situations[at];
            // Of other days nothing is said of the law as it stood.
            let said = [&self.book, book].map(|book| book.is_deemed_on(&situation.dates));
            if said == [false; 2] {
                return None;
            }
            let shipped = all_answers(&self.as_it_stood, &self.asked, situation);
            let mut shows = false;
            answers(&stood, &self.asked, situation, |ask, of, answer| {
                let about = &self.asked.about(situation.asks[ask].right)[of];
                shows |= differs(about, shipped[ask][of], answer) == Some(true);
                !shows
            });
            Some(shows)
        };
        for at in self.order.iter().copied() {
            let near = self.situations[at].near;
            let case_stays = near.is_some_and(|near| shows(near) != Some(true));
            let is_red = || case_stays || changed.case_is_red(&self.situations[at].case);
            if shows(at) == Some(true) && is_red() {
                return self.killed(at);
            }
        }
        let said = finding.as_deref().map_or_else(String::new, in_words);
        Fate::Survived(Survivor::Far(format!("as the law stood: {said}")))
    }

    fn search<'s>(&'s self, plain: &'s Program) -> Search<'s> {
        Search {
            programs: [&self.plain, plain],
            asked: &self.asked,
            situations: &self.situations,
            vocabulary: &self.vocabulary,
        }
    }

    /// Few parts of cases with changes, near survivors, that show them all: what to add to the variants.
    pub fn suggest(&self, survivors: &[(&Mutant, &Survivor)]) -> Vec<(usize, Changes)> {
        let mut suggested: Vec<(usize, Changes)> = Vec::new();
        for (mutant, survivor) in survivors {
            let Survivor::Near(_, at, changes) = survivor else {
                continue;
            };
            let book = RuleBook::load(Arc::clone(&self.vocabulary), &mutant.files(&self.written));
            let changed = Program::compile(book.expect("it survived"), Edition::AsDeemed);
            let changed = changed.with_node_budget(0);
            let search = self.search(&changed);
            let shows = |known: &(usize, Changes)| search.tells(known.0, &known.1).is_some();
            if !suggested.iter().any(shows) {
                suggested.push((*at, changes.clone()));
            }
        }
        suggested.sort_by_key(|(at, _)| *at);
        suggested
    }
}

/// Variants first: whether their page changes is known at once. The page of a case must be written anew, and the more
/// it leaves open the longer that takes.
fn in_order(situations: &[Situation], plainly: &[Vec<Vec<Answer>>]) -> Vec<usize> {
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    for (situation, answers) in situations.iter().zip(plainly) {
        let all = answers.iter().flatten();
        let several = all.filter(|answer| !answer.exact || answer.values.count_ones() > 1);
        if situation.near.is_none() {
            *open.entry(&situation.case).or_default() += several.count();
        }
    }
    let mut order: Vec<usize> = (0..situations.len()).collect();
    order.sort_by_key(|at| {
        let situation = &situations[*at];
        (situation.near.is_none(), open[situation.case.as_str()])
    });
    order
}

/// A changed book, and a council that decides by it.
struct Changed<'s> {
    suite: &'s Suite,
    book: &'s Arc<RuleBook>,
    /// Without diagrams.
    plain: Program,
    exact: OnceLock<Program>,
    council: OnceLock<Controller>,
    /// What is known of the pages of cases, and of parts of cases answered as before.
    red: RefCell<BTreeMap<String, bool>>,
    stays: RefCell<BTreeMap<usize, bool>>,
}

impl<'s> Changed<'s> {
    fn new(suite: &'s Suite, book: &'s Arc<RuleBook>) -> Self {
        let plain = Program::compile(Arc::clone(book), Edition::AsDeemed);
        Self {
            suite,
            book,
            plain: plain.with_node_budget(0),
            exact: OnceLock::new(),
            council: OnceLock::new(),
            red: RefCell::default(),
            stays: RefCell::default(),
        }
    }

    fn exact(&self) -> &Program {
        let compile = || Program::compile(Arc::clone(self.book), Edition::AsDeemed);
        self.exact.get_or_init(compile)
    }

    /// Whether a snapshot turns red once this part of a case is answered otherwise. A case keeps what decided it, by id.
    /// Of a variant a page says what is not as in the case: that changes where the case itself is answered as before.
    fn is_red(&self, at: usize) -> bool {
        let situation = &self.suite.situations[at];
        self.case_is_red(&situation.case) || situation.near.is_some_and(|near| self.stays(near))
    }

    fn case_is_red(&self, case: &str) -> bool {
        let known = self.red.borrow().get(case).copied();
        known.unwrap_or_else(|| {
            let cases = &self.suite.cases;
            let council = self.council.get_or_init(|| cases.council_with(self.book));
            let is_red = cases.is_red(case, &self.suite.book, council);
            self.red.borrow_mut().insert(case.to_owned(), is_red);
            is_red
        })
    }

    /// Whether a part of a case is certainly answered as before.
    fn stays(&self, at: usize) -> bool {
        let known = self.stays.borrow().get(&at).copied();
        known.unwrap_or_else(|| {
            let shows = self.suite.shows(&self.plain, at);
            let shows = shows.or_else(|| self.suite.shows(self.exact(), at));
            self.stays.borrow_mut().insert(at, shows == Some(false));
            shows == Some(false)
        })
    }
}

/// A difference, and the answers that make the case.
fn in_words(finding: &Finding) -> String {
    let situations = finding.situations.iter().flat_map(|all| &all.shown);
    let answers = situations.flat_map(|situation| &situation.answers);
    let answers: Vec<String> = answers
        .map(|answer| format!("{}: {}", answer.what, answer.is))
        .collect();
    format!("{} where {}", finding.about.join(", "), answers.join("; "))
}
