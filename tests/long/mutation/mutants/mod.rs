//! Small changes to the shipped books, each held against the suite of cases.
//!
//! | module | what it does |
//! |---|---|
//! | `yaml` | rule files as trees, and trees as rule files again |
//! | `mutant` | one change to a book, and the book changed so |
//! | `conditions` | changes to what must hold |
//! | `reach` | changes to exemptions, lists and dates |
//! | `suite` | the cases, as the answers that their decisions show |
//! | `variants` | parts of cases with something changed |
//! | `pages` | what the suite shows, to be read |
//! | `red` | the pages of the cases, with the book changed |
//! | `run` | mutants held against the suite |
//! | `search` | a case that would tell a mutant, looked for near those that there are |

pub mod conditions;
pub mod mutant;
pub mod pages;
pub mod reach;
pub mod red;
pub mod run;
pub mod search;
pub mod suite;
pub mod variants;
pub mod yaml;

use data_subject_rights::rule::Role;
use mutant::{Mutant, Step};
use yaml::{Written, items};

/// Every change to a book, in the order of its files.
pub fn mutants(book: &Written) -> Vec<Mutant> {
    let lists = reach::list_names(book);
    let mut all = Vec::new();
    for (file, (_, tree, _)) in book.files.iter().enumerate() {
        for (at, rule) in book.rules(file).iter().enumerate() {
            let id = Role::WORDS.iter().find_map(|role| rule[*role].as_str());
            let id = id.expect("a rule has a role");
            conditions::of_rule(file, at, id, rule, &mut all);
            let mut changes = reach::Changes {
                book,
                lists: &lists,
                file,
                path: vec![Step::Key("rules"), Step::Item(at)],
                id,
                into: &mut all,
            };
            if rule.get("exemption").or(rule.get("exception")).is_some() {
                changes.exemption(rule);
            }
            changes.dates(rule);
        }
        let mut seen: Vec<&str> = Vec::new();
        for (at, list) in items(&tree["lists"]).iter().enumerate() {
            let name = list["list"].as_str().expect("a list has a name");
            let edition = seen.iter().filter(|known| **known == name).count();
            seen.push(name);
            // The same name again is a further edition of the list.
            let id = match edition {
                0 => format!("list {name}"),
                more => format!("list {name}, edition {}", more + 1),
            };
            reach::Changes {
                book,
                lists: &lists,
                file,
                path: vec![Step::Key("lists"), Step::Item(at)],
                id: &id,
                into: &mut all,
            }
            .list(list);
        }
    }
    all
}
