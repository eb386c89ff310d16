//! Changes to what exemptions reach and take, to lists of provisions, and to dates.

use std::collections::BTreeSet;

use data_subject_rights::calendar::Date;
use serde_yaml::Value;

use super::{
    mutant::{Edit, Mutant, Operator, Step},
    yaml::{Written, items},
};

/// The names of the lists of a book, in the order of the alphabet.
pub fn list_names(book: &Written) -> Vec<String> {
    let names: BTreeSet<&str> = book
        .files
        .iter()
        .flat_map(|(_, tree, _)| items(&tree["lists"]))
        .filter_map(|list| list["list"].as_str())
        .collect();
    names.into_iter().map(str::to_owned).collect()
}

/// Where a rule or a list stands, and where its changes go.
pub struct Changes<'a> {
    pub book: &'a Written,
    pub lists: &'a [String],
    pub file: usize,
    pub path: Vec<Step>,
    pub id: &'a str,
    pub into: &'a mut Vec<Mutant>,
}

impl Changes<'_> {
    fn edit(&self, below: &[Step], new: Option<Value>) -> Edit {
        let mut path = self.path.clone();
        path.extend_from_slice(below);
        Edit {
            file: self.file,
            path,
            new,
        }
    }

    fn add(&mut self, operator: Operator, what: &str, below: &[Step], new: Option<Value>) {
        let edits = vec![self.edit(below, new)];
        self.push(operator, what, edits);
    }

    fn push(&mut self, operator: Operator, what: &str, edits: Vec<Edit>) {
        self.into.push(Mutant {
            id: format!("{}: {what}", self.id),
            operator,
            edits,
            days: Vec::new(),
        });
    }

    /// Every change to an exemption or an exception beside its condition.
    pub fn exemption(&mut self, rule: &Value) {
        let (operator, field) = if rule.get("exemption").is_some() {
            (Operator::ExemptionDropped, "exempts")
        } else {
            (Operator::ExceptionDropped, "restores")
        };
        let mut edits = self.out_of_the_ledger();
        edits.push(self.edit(&[], None));
        self.push(operator, "dropped", edits);
        if let Some(extent) = rule["extent"].as_str().filter(|extent| *extent != "whole") {
            let what = format!("whole instead of {extent}");
            self.add(Operator::Widened, &what, &[Step::Key("extent")], None);
        }
        if rule["force"].as_str() == Some("must") {
            let may = Some(Value::from("may"));
            self.add(
                Operator::Loosened,
                "may instead of must",
                &[Step::Key("force")],
                may,
            );
        }
        match &rule[field] {
            Value::Sequence(reached) => {
                for (at, each) in reached.iter().enumerate() {
                    self.reach(
                        each,
                        &[Step::Key(field), Step::Item(at)],
                        &format!("{field}[{at}]"),
                    );
                }
            }
            only => self.reach(only, &[Step::Key(field)], field),
        }
    }

    /// The rows that name the rule without it.
    fn out_of_the_ledger(&self) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (file, (_, tree, _)) in self.book.files.iter().enumerate() {
            for (row_at, row) in items(&tree["ledger"]).iter().enumerate() {
                let named: Vec<&str> = match &row["encoded-by"] {
                    Value::String(only) => vec![only],
                    several => items(several).iter().filter_map(Value::as_str).collect(),
                };
                if !named.contains(&self.id) {
                    continue;
                }
                let left: Vec<Value> = named
                    .into_iter()
                    .filter(|id| *id != self.id)
                    .map(Value::from)
                    .collect();
                let row = [Step::Key("ledger"), Step::Item(row_at)];
                let field = |key| [&row[..], &[Step::Key(key)]].concat();
                let is_empty = left.is_empty();
                edits.push(Edit {
                    file,
                    path: field("encoded-by"),
                    new: (!is_empty).then_some(Value::Sequence(left)),
                });
                if is_empty {
                    edits.push(Edit {
                        file,
                        path: field("not-encoded"),
                        new: Some("its rule was dropped".into()),
                    });
                }
            }
        }
        edits
    }

    fn reach(&mut self, reached: &Value, path: &[Step], place: &str) {
        if let Some(provision) = reached.as_str() {
            if let Some((parent, _)) = provision.rsplit_once('/') {
                let what = format!("{place} widened to {parent}");
                self.add(Operator::Widened, &what, path, Some(parent.into()));
            }
            return;
        }
        if reached.get("except").is_some() {
            let below = [path, &[Step::Key("except")]].concat();
            self.add(
                Operator::Widened,
                &format!("{place} with nothing left out"),
                &below,
                None,
            );
        }
        if let Some(list) = reached["list"].as_str() {
            let below = [path, &[Step::Key("list")]].concat();
            self.swap(list, place, &below);
        }
    }

    /// The list after this one in the alphabet stands in its place.
    fn swap(&mut self, list: &str, place: &str, path: &[Step]) {
        let at = self.lists.iter().position(|name| name == list);
        let at = at.expect("a shipped book names its own lists");
        let other = self.lists[(at + 1) % self.lists.len()].clone();
        if other != list {
            let what = format!("{place} {other} instead of {list}");
            self.add(Operator::ListSwapped, &what, path, Some(other.into()));
        }
    }

    /// Every change to a named list.
    pub fn list(&mut self, list: &Value) {
        if list.get("except").is_some() {
            self.add(
                Operator::Widened,
                "nothing left out",
                &[Step::Key("except")],
                None,
            );
        }
        for (at, included) in items(&list["include"]).iter().enumerate() {
            let name = included.as_str().expect("a list has a name").to_owned();
            self.swap(
                &name,
                &format!("include[{at}]"),
                &[Step::Key("include"), Step::Item(at)],
            );
        }
        self.dates(list);
    }

    /// Every change to when something is in force.
    pub fn dates(&mut self, of: &Value) {
        let Some(range) = of.get("in-force") else {
            return;
        };
        let first = self.into.len();
        let mut days = Vec::new();
        for end in ["from", "until", "deemed-from"] {
            let Some(written) = range[end].as_str() else {
                continue;
            };
            let day: Date = written.parse().expect("a date of a shipped file");
            let around = [day.yesterday(), day.tomorrow()]
                .map(|day| day.expect("no day of the law is at the end of the calendar"));
            for (moved, words) in around.into_iter().zip(["a day earlier", "a day later"]) {
                let path = [Step::Key("in-force"), Step::Key(end)];
                let what = format!("{end} {written} {words}");
                self.add(
                    Operator::DayMoved,
                    &what,
                    &path,
                    Some(moved.to_string().into()),
                );
            }
            days.extend([around[0], day, around[1]]);
        }
        let path = [Step::Key("governed-by")];
        match of["governed-by"].as_str() {
            Some(date) => {
                let what = format!("the day received counts instead of {date}");
                self.add(Operator::OtherDate, &what, &path, None);
            }
            None => {
                let what = "the day replied counts instead of received";
                self.add(Operator::OtherDate, what, &path, Some("replied".into()));
            }
        }
        for mutant in &mut self.into[first..] {
            mutant.days.clone_from(&days);
        }
    }
}
