//! The pages of the cases, as the snapshots of the repository hold them: a case shows a change when its page does.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use data_subject_rights::{Controller, case::Request, rule::RuleBook, source::SourceFile};

use crate::common::kept;

/// A council with another book in the place of one.
type Over = fn(&Controller, &Arc<RuleBook>) -> Controller;

/// The cases of a book, and what their pages say.
pub struct Cases {
    council: Controller,
    over: Over,
    shipped: OnceLock<Controller>,
    of: BTreeMap<String, (Request, OnceLock<String>)>,
}

impl Cases {
    pub fn new(council: Controller, over: Over, files: &[(String, SourceFile)]) -> Self {
        let read = |(name, file): &(String, SourceFile)| {
            let request = Request::load(file).unwrap_or_else(|faults| panic!("{name}\n{faults}"));
            (name.clone(), (request, OnceLock::new()))
        };
        Self {
            council,
            over,
            shipped: OnceLock::new(),
            of: files.iter().map(read).collect(),
        }
    }

    /// The council with this book.
    pub fn council_with(&self, book: &Arc<RuleBook>) -> Controller {
        (self.over)(&self.council, book)
    }

    /// Whether the page of a case says something else once a council decides by another book. Words are left out of
    /// both books: what then differs is which rules are named and what they come to.
    pub fn is_red(&self, case: &str, shipped: &Arc<RuleBook>, changed: &Controller) -> bool {
        let (request, page) = &self.of[case];
        let page = page.get_or_init(|| {
            let council = self.shipped.get_or_init(|| self.council_with(shipped));
            text(case, council, request)
        });
        *page != text(case, changed, request)
    }

    /// The cases whose pages say this.
    pub fn that_say(&self, words: &str, shipped: &Arc<RuleBook>) -> Vec<&str> {
        let council = self.shipped.get_or_init(|| self.council_with(shipped));
        let says = |name: &str, (request, page): &(Request, OnceLock<String>)| {
            page.get_or_init(|| text(name, council, request))
                .contains(words)
        };
        let cases = self.of.iter().filter(|(name, case)| says(name, case));
        cases.map(|(name, _)| name.as_str()).collect()
    }
}

fn text(case: &str, council: &Controller, request: &Request) -> String {
    let advice = council.decide(request);
    kept(case, &advice.unwrap_or_else(|faults| panic!("{faults}")))
}
