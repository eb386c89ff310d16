//! Diagrams with some bits answered.

use super::{Branch, BudgetExceeded, Builder, hash::Table};

/// What is left to do while bits are answered.
enum Task {
    /// Answer the bits below here.
    Enter(Branch),
    /// Ask for the bit, with the two latest results as its branches.
    Ask(Branch, u32),
}

/// What diagrams come to with one bit answered: kept, for states of a search have most of their nodes in
/// common.
#[derive(Default)]
pub(crate) struct Answered {
    known: Table<(Branch, u32, bool), Branch>,
    tasks: Vec<Task>,
    results: Vec<Branch>,
}

impl Builder {
    /// A diagram with one bit answered; what `is_free_of` it is left as it is.
    pub(crate) fn answered(
        &mut self,
        of: Branch,
        (bit, yes): (u32, bool),
        is_free_of: impl Fn(Branch) -> bool,
        answered: &mut Answered,
        steps: &mut usize,
    ) -> Result<Branch, BudgetExceeded> {
        let place = self.place(bit as usize);
        let Answered {
            known,
            tasks,
            results,
        } = answered;
        tasks.clear();
        results.clear();
        tasks.push(Task::Enter(of));
        while let Some(task) = tasks.pop() {
            match task {
                Task::Enter(branch) => {
                    let Some(node) = self.node(branch) else {
                        results.push(branch);
                        continue;
                    };
                    if node.bit == bit {
                        results.push(if yes { node.yes } else { node.no });
                    } else if is_free_of(branch) || self.place(node.bit as usize) > place {
                        results.push(branch);
                    } else if let Some(made) = known.get(&(branch, bit, yes)) {
                        results.push(*made);
                    } else {
                        *steps += 1;
                        tasks.push(Task::Ask(branch, node.bit));
                        tasks.push(Task::Enter(node.yes));
                        tasks.push(Task::Enter(node.no));
                    }
                }
                Task::Ask(branch, asked) => {
                    let (Some(yes_left), Some(no_left)) = (results.pop(), results.pop()) else {
                        return Err(self.exceeded());
                    };
                    let made = self.ask(asked, no_left, yes_left)?;
                    known.insert((branch, bit, yes), made);
                    results.push(made);
                }
            }
        }
        results.pop().ok_or_else(|| self.exceeded())
    }

    /// A diagram with some bits answered. Nodes that are reached are counted in `steps`.
    pub(crate) fn given(
        &mut self,
        of: Branch,
        answer: impl Fn(u32) -> Option<bool>,
        steps: &mut usize,
    ) -> Result<Branch, BudgetExceeded> {
        let mut known: Table<Branch, Branch> = Table::default();
        let mut tasks = vec![Task::Enter(of)];
        let mut results: Vec<Branch> = Vec::new();
        while let Some(task) = tasks.pop() {
            match task {
                Task::Enter(branch) => {
                    let Some(node) = self.node(branch) else {
                        results.push(branch);
                        continue;
                    };
                    match (answer(node.bit), known.get(&branch)) {
                        (_, Some(known)) => results.push(*known),
                        (Some(true), _) => tasks.push(Task::Enter(node.yes)),
                        (Some(false), _) => tasks.push(Task::Enter(node.no)),
                        (None, None) => {
                            *steps += 1;
                            tasks.push(Task::Ask(branch, node.bit));
                            tasks.push(Task::Enter(node.yes));
                            tasks.push(Task::Enter(node.no));
                        }
                    }
                }
                Task::Ask(branch, bit) => {
                    let (Some(yes), Some(no)) = (results.pop(), results.pop()) else {
                        return Err(self.exceeded());
                    };
                    let made = self.ask(bit, no, yes)?;
                    known.insert(branch, made);
                    results.push(made);
                }
            }
        }
        results.pop().ok_or_else(|| self.exceeded())
    }
}
