//! Rule books drawn from a seed: rules of every role over a few facts of every kind.

// Each test binary uses a part of this.
#![allow(dead_code)]

use std::fmt::Write;

use super::{brute::load, drawn::Draw};
use data_subject_rights::{rule::RuleBook, source::Code};

/// What a book is drawn over.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub yes_no: usize,
    /// How many of them are of a class that one review answers.
    pub classes: usize,
    pub extents: usize,
    /// A fact that takes one of three terms.
    pub one_of: bool,
    /// A fact that takes a set of three terms.
    pub set_of: bool,
    /// Whether rules may be governed by the day of the reply.
    pub dates: bool,
    /// How many rules of each role there are at most.
    pub rules: usize,
}

/// Shapes of small books: every partial case of them can be tried.
pub const SMALL: [Size; 4] = {
    const FACTS: Size = Size {
        yes_no: 6,
        classes: 0,
        extents: 0,
        one_of: false,
        set_of: false,
        dates: false,
        rules: 4,
    };
    [
        FACTS,
        Size {
            yes_no: 3,
            extents: 1,
            one_of: true,
            ..FACTS
        },
        Size {
            yes_no: 3,
            set_of: true,
            ..FACTS
        },
        Size {
            yes_no: 3,
            extents: 1,
            dates: true,
            ..FACTS
        },
    ]
};

/// A book that the loader takes.
pub struct Drawn {
    pub book: RuleBook,
    pub text: String,
    /// How many the loader refused before.
    pub refused: usize,
}

pub fn book(seeds: &mut Draw, size: Size) -> Drawn {
    for refused in 0.. {
        let (vocabulary, book) = Drawing::of(seeds, size);
        match load(&vocabulary, &book) {
            Ok(loaded) => {
                let text = format!("{vocabulary}\n{book}");
                return Drawn {
                    book: loaded,
                    text,
                    refused,
                };
            }
            // A condition that contradicts itself, a reach with nothing under it, or a circle.
            Err(faults) => assert!(
                faults.iter().all(|fault| matches!(
                    fault.code(),
                    Code::NeverFires
                        | Code::ReachesNothing
                        | Code::RestoresNothing
                        | Code::CyclicDefinitions
                )),
                "{faults}\n{vocabulary}\n{book}"
            ),
        }
    }
    unreachable!("some book is taken")
}

const TERMS: [&str; 3] = ["verbal", "written", "electronic"];
const ENTITLEMENTS: [&str; 6] = [
    "access/confirmation",
    "access/copy",
    "access/purposes",
    "objection/stop",
    "erasure/erase",
    "erasure/tell-others",
];
const RIGHTS: [&str; 4] = ["access", "[objection, erasure]", "erasure", "every-right"];

struct Drawing<'s> {
    seeds: &'s mut Draw,
    size: Size,
    rules: String,
    /// Provisions that an exemption may name, and those that an exception may.
    exempted: Vec<String>,
    restored: Vec<String>,
    definitions: Vec<String>,
    /// Definitions of sets.
    sets: Vec<String>,
    /// Entitlements that have a ground.
    granted: Vec<&'static str>,
    /// Those of them that a condition may test.
    tested: Vec<&'static str>,
    lists: usize,
}

impl<'s> Drawing<'s> {
    fn of(seeds: &'s mut Draw, size: Size) -> (String, String) {
        let mut drawing = Self {
            seeds,
            size,
            rules: String::new(),
            exempted: Vec::new(),
            restored: Vec::new(),
            definitions: Vec::new(),
            sets: Vec::new(),
            granted: Vec::new(),
            tested: Vec::new(),
            lists: 0,
        };
        let vocabulary = drawing.vocabulary();
        drawing.all_rules();
        let lists = drawing.all_lists();
        let rules = &drawing.rules;
        (
            vocabulary,
            format!("book: drawn\ntitle: A drawn book\n{lists}rules:\n{rules}"),
        )
    }

    fn vocabulary(&mut self) -> String {
        let mut text = "facts:\n".to_owned();
        let mut fact = |name: String, takes: &str| {
            let _ = writeln!(
                text,
                "  - {{ fact: {name}, name: {name}, kind: observed, {takes}about: item, ask: \"Is it {name}?\", \
                 answered-by: officer, provision: procedure/1 }}"
            );
        };
        let classes = self.size.classes;
        (0..self.size.yes_no).for_each(|at| {
            let class = if at < classes {
                "class: procedure/1, "
            } else {
                ""
            };
            fact(format!("f{at}"), class);
        });
        (0..self.size.extents).for_each(|at| fact(format!("e{at}"), "takes: extent, "));
        if self.size.one_of {
            fact("way".to_owned(), "takes: { one-of: channel }, ");
        }
        if self.size.set_of {
            fact("ways".to_owned(), "takes: { set-of: channel }, ");
        }
        let combinations = self.seeds.below(3);
        let waits = self.size.classes.min(self.size.extents);
        if combinations + waits > 0 {
            text.push_str("impossible:\n");
        }
        for at in 0..waits {
            let these = format!("{{ f{at}: no }}, {{ e{at}: {{ at-least: part }} }}");
            let _ = writeln!(text, "  - {{ these: [{these}], because: Not raised. }}");
        }
        for _ in 0..combinations {
            let these: Vec<String> = (0..2 + self.seeds.below(2)).map(|_| self.fact()).collect();
            let _ = writeln!(
                text,
                "  - {{ these: [{}], because: No. }}",
                these.join(", ")
            );
        }
        text
    }

    /// A test of a fact.
    fn fact(&mut self) -> String {
        let size = self.size;
        let kinds = size.yes_no
            + 2 * size.extents
            + 2 * usize::from(size.one_of)
            + 2 * usize::from(size.set_of);
        let mut at = self.seeds.below(kinds);
        if at < size.yes_no {
            let name = format!("f{at}");
            return if self.seeds.one_in(3) {
                format!("{{ {name}: no }}")
            } else {
                name
            };
        }
        at = (at - size.yes_no) / 2;
        if at < size.extents {
            let test = self.seeds.pick(&[
                "at-least: part",
                "at-least: whole",
                "at-most: none",
                "at-most: part",
            ]);
            return format!("{{ e{at}: {{ {test} }} }}");
        }
        let name = if at == size.extents && size.one_of {
            "way"
        } else {
            "ways"
        };
        self.terms(name)
    }

    fn terms(&mut self, name: &str) -> String {
        let kind = *self.seeds.pick(&["any", "none", "only", "all", "any"]);
        let mut terms: Vec<&str> = TERMS.to_vec();
        self.seeds.shuffle(&mut terms);
        // Nothing comes in two ways at once.
        let most = if kind == "all" && name == "way" { 1 } else { 2 };
        // All of nothing, and none of it: so of every set.
        let fewest = usize::from(!(kind == "all" || kind == "none") || !self.seeds.one_in(6));
        terms.truncate(fewest + self.seeds.below(most));
        format!("{{ {name}: {{ {kind}: [{}] }} }}", terms.join(", "))
    }

    fn condition(&mut self, depth: usize) -> String {
        if depth == 0 || self.seeds.one_in(3) {
            return match self.seeds.below(12) {
                0 if !self.sets.is_empty() => {
                    let name = self.seeds.pick(&self.sets).clone();
                    self.terms(&name)
                }
                0 | 1 if !self.definitions.is_empty() => self.seeds.pick(&self.definitions).clone(),
                2 if !self.tested.is_empty() => {
                    let how = *self.seeds.pick(&["granted", "refused"]);
                    format!("{{ {how}: {} }}", self.seeds.pick(&self.tested))
                }
                3 if depth == 0 && self.seeds.one_in(3) => "always".to_owned(),
                _ => self.fact(),
            };
        }
        let how = *self.seeds.pick(&["all", "any", "all", "any", "not"]);
        if how == "not" {
            return format!("{{ not: {} }}", self.condition(depth - 1));
        }
        let parts: Vec<String> = (0..2 + self.seeds.below(2))
            .map(|_| self.condition(depth - 1))
            .collect();
        format!("{{ {how}: [{}] }}", parts.join(", "))
    }

    /// Now and then a range of dates.
    fn in_force(&mut self) -> String {
        // Two ranges must meet for an order of days to matter.
        let rare = if self.size.dates { 2 } else { 4 };
        if !self.seeds.one_in(rare) {
            return String::new();
        }
        let range = *self.seeds.pick(&[
            "from: 2025-01-01",
            "until: 2025-12-31",
            "from: 2025-07-01, until: 2025-12-31",
            "from: 2026-01-01, deemed-from: 2025-07-01",
        ]);
        let by = match self.size.dates && self.seeds.one_in(2) {
            true => ", governed-by: replied",
            false => "",
        };
        format!(", in-force: {{ {range} }}{by}")
    }

    fn rule(&mut self, head: &str, provision: &str, fields: &str, depth: usize) {
        let when = self.condition(depth);
        let in_force = self.in_force();
        let held = if fields.contains("of: ways") {
            "while"
        } else {
            "when"
        };
        let name = if head.starts_with("definition") {
            ", name: that it is so"
        } else {
            ""
        };
        let _ = writeln!(
            self.rules,
            "  - {{ {head}{name}, provision: {provision}, {held}: {when}{fields}{in_force}, says: It is so. }}"
        );
    }

    fn all_rules(&mut self) {
        let many = self.size.rules;
        if self.seeds.one_in(2) {
            self.rule(
                "scope: within",
                "procedure/0/1",
                ", otherwise: another regime",
                1,
            );
        }
        for at in 0..self.seeds.below(1 + many / 2) {
            let name = format!("d{at}");
            self.rule(&format!("definition: {name}"), "procedure/0/2", "", 1);
            self.definitions.push(name);
        }
        if self.size.set_of && self.seeds.one_in(2) {
            self.rule("definition: now", "procedure/0/3", ", of: ways", 1);
            self.sets.push("now".to_owned());
        }
        // Later entitlements may test earlier ones.
        for at in 0..1 + self.seeds.below(many) {
            let entitlement = ENTITLEMENTS[(at + self.seeds.below(2)) % ENTITLEMENTS.len()];
            let heading = 1 + self.seeds.below(2);
            let provision = format!("procedure/{heading}/{at}");
            let fields = format!(", grants: {entitlement}");
            self.tested = self.granted.clone();
            self.tested.retain(|granted| *granted != entitlement);
            self.rule(&format!("ground: g{at}"), &provision, &fields, 2);
            self.exempted.push(provision);
            self.exempted.push(format!("procedure/{heading}"));
            self.granted.push(entitlement);
        }
        self.tested = self.granted.clone();
        for at in 0..self.seeds.below(many) {
            let provision = format!("procedure/3/{at}");
            let rights = *self.seeds.pick(&RIGHTS);
            let fields = match self.seeds.below(3) {
                0 => format!(", for: {rights}, due: at-once, met-by: f0"),
                _ => format!(", for: {rights}"),
            };
            let role = match fields.contains("due") {
                true => "duty",
                false => *self.seeds.pick(&["power", "power", "note"]),
            };
            let fields = match role {
                "power" => format!("{fields}, to: other"),
                _ => fields,
            };
            self.rule(&format!("{role}: o{at}"), &provision, &fields, 1);
            if role != "note" {
                self.exempted.push(provision);
            }
        }
        // What reaches a ground and tests its outcome makes a circle, but not always.
        if !self.seeds.one_in(4) {
            self.tested.clear();
        }
        self.lists = self.seeds.below(3);
        for at in 0..self.seeds.below(1 + many) {
            let mut reached = self.seeds.pick(&self.exempted).clone();
            if self.lists > 0 && self.seeds.one_in(2) {
                reached = format!("{{ list: l{} }}", self.seeds.below(self.lists));
            }
            let fields = format!(", exempts: {reached}, extent: {}", self.extent());
            let provision = format!("procedure/4/{}/{at}", self.seeds.below(2));
            self.rule(&format!("exemption: x{at}"), &provision, &fields, 1);
            self.restored.push(provision);
            self.restored.push("procedure/4".to_owned());
        }
        if self.restored.is_empty() {
            return;
        }
        for at in 0..self.seeds.below(many) {
            let reached = self.seeds.pick(&self.restored).clone();
            let fields = format!(", restores: {reached}, extent: {}", self.extent());
            self.rule(
                &format!("exception: r{at}"),
                &format!("procedure/5/{at}"),
                &fields,
                1,
            );
        }
    }

    fn extent(&mut self) -> String {
        match self.seeds.below(2 + self.size.extents) {
            0 => "whole".to_owned(),
            1 => "part".to_owned(),
            at => format!("e{}", at - 2),
        }
    }

    /// Lists of what exemptions reach, some of them in force for a time only.
    fn all_lists(&mut self) -> String {
        if self.lists == 0 {
            return String::new();
        }
        let mut text = "lists:\n".to_owned();
        for at in 0..self.lists {
            let covers = self.seeds.pick(&self.exempted).clone();
            let more = self.seeds.pick(&self.exempted).clone();
            let except = match self.seeds.one_in(3) {
                true => format!(", except: {}", self.seeds.pick(&self.exempted)),
                false => String::new(),
            };
            let in_force = self.in_force();
            let _ = writeln!(
                text,
                "  - {{ list: l{at}, provision: procedure/9, provisions: [{covers}, {more}]{except}{in_force} }}"
            );
        }
        text
    }
}
