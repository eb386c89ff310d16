//! A departure as a finding, with its cases.

use super::{Looking, Made};
use crate::{
    analysis::{
        CaseFile, Finding, FindingKind, RuleCited, Severity, Situations,
        situations::{
            ExampleAbout, SHOWN, as_asked, example, made_known, one_situation, situations,
        },
    },
    bdd::Edge,
    budget::BUDGET,
    circuit::Literal,
    law::Right,
    rule::{Rule, RuleBook},
    symbolic::SearchResult,
};

impl<'p> Looking<'p> {
    /// Adds what is so in some case in which all of these literals hold, with that case; nothing where there is none.
    pub(super) fn add_one(&mut self, literals: &[Literal], made: Made<'p>) {
        let space = &mut self.pair.space;
        space.follow();
        let right = made.right.unwrap_or(Right::Access);
        let wanted = as_asked(space, self.law.vocabulary(), right, literals);
        match space.find(&wanted, BUDGET.addition_branches) {
            SearchResult::Case(case) => {
                let literals: Vec<Literal> = made.shown_literals();
                let example = self.example(&case, &literals, &made);
                let space = &self.pair.space;
                let vocabulary = self.law.vocabulary();
                let situations = one_situation(space, vocabulary, &case, &literals, Some(example));
                self.push(made, situations);
            }
            SearchResult::None => {}
            SearchResult::GaveUp => self.too_large(&made.says),
        }
    }

    pub(super) fn add_where(&mut self, literal: Literal, made: Made<'p>) {
        if literal == Literal::FALSE {
            return;
        }
        let (circuit, diagrams) = self.pair.space.diagrams_of_books();
        match diagrams.differ(circuit, &[(literal, Literal::FALSE)], Literal::TRUE) {
            Ok(cases) => self.add(cases, made),
            Err(_) => self.add_one(&[literal], made),
        }
    }

    pub(super) fn too_large(&mut self, what: &str) {
        self.findings.push(Finding {
            says: format!(
                "It could not be worked out within the budget in which cases this is so: {what}"
            ),
            ..Finding::of(FindingKind::NotFoundOut, Severity::Warning)
        });
    }

    pub(super) fn add(&mut self, cases: Edge, made: Made<'p>) {
        if cases == Edge::NO {
            return;
        }
        let space = &mut self.pair.space;
        let cases = space.export(cases);
        space.follow();
        let asked = made_known(
            space,
            self.law.vocabulary(),
            made.right.unwrap_or(Right::Access),
        );
        let case = space.case_of(&cases, &asked);
        let example = case.map(|case| self.example(&case, &made.shown_literals(), &made));
        let vocabulary = self.law.vocabulary();
        let situations = situations(&self.pair.space, vocabulary, &cases, SHOWN, example);
        self.push(made, situations);
    }

    fn example(&self, case: &[(usize, bool)], literals: &[Literal], made: &Made<'_>) -> CaseFile {
        let space = &self.pair.space;
        let scopes = [&self.pair.before.said, &self.pair.after.said].map(|said| said.scope);
        let literals = &[literals, &scopes].concat();
        let mut comes_to = Vec::new();
        for (name, literals) in &made.shows {
            let is_so = space.comes_to(case, literals).unwrap_or_default();
            let is_so = is_so.iter().any(|is_so| *is_so);
            comes_to.push(format!("{name}: {}", if is_so { "yes" } else { "no" }));
        }
        let [own, law] = self.sides;
        let about = ExampleAbout {
            scenario: "An example of a difference between the procedure and the law.",
            right: made.right.unwrap_or(Right::Access),
            on: law.on.or(own.on),
            comes_to: comes_to.join("; "),
        };
        example(space, self.law.vocabulary(), case, literals, &about)
    }

    fn push(&mut self, made: Made<'p>, situations: Situations) {
        let cited = |book: &RuleBook, rules: &[&Rule]| -> Vec<RuleCited> {
            rules.iter().map(|rule| RuleCited::of(book, rule)).collect()
        };
        let mut rules = cited(self.own, &made.own);
        rules.extend(cited(self.law, &made.law));
        self.findings.push(Finding {
            says: made.says,
            about: made.about,
            rights: made.right.into_iter().collect(),
            rules,
            situations: Some(situations),
            amendment: made.amendment,
            like: made.like,
            ..Finding::of(made.kind, made.severity)
        });
    }
}
