//! Diagrams with some bits answered.

use super::{
    build::{BudgetExceeded, Builder},
    diagram::Branch,
};
use crate::circuit::FastMap;

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
    known: FastMap<(Branch, u32, bool), Branch>,
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
        let place = self.level(bit as usize);
        let answer = |asked: u32| (asked == bit).then_some(yes);
        let is_past = |builder: &Self, branch: Branch, asked: u32| {
            is_free_of(branch) || builder.level(asked as usize) > place
        };
        self.fill(of, answer, is_past, (bit, yes), answered, steps)
    }

    /// A diagram with some bits answered. Nodes that are reached are counted in `steps`.
    pub(crate) fn given(
        &mut self,
        of: Branch,
        answer: impl Fn(u32) -> Option<bool>,
        steps: &mut usize,
    ) -> Result<Branch, BudgetExceeded> {
        // Nothing is kept: the same bits are hardly answered twice.
        let mut answered = Answered::default();
        self.fill(
            of,
            answer,
            |_, _, _| false,
            (0, false),
            &mut answered,
            steps,
        )
    }

    /// Answers bits in a diagram; where `is_past` nothing is answered any more. What a node comes to is kept
    /// under `key`, which stands for the answers.
    fn fill(
        &mut self,
        of: Branch,
        answer: impl Fn(u32) -> Option<bool>,
        is_past: impl Fn(&Self, Branch, u32) -> bool,
        key: (u32, bool),
        answered: &mut Answered,
        steps: &mut usize,
    ) -> Result<Branch, BudgetExceeded> {
        let Answered {
            known,
            tasks,
            results,
        } = answered;
        let (bit, yes) = key;
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
                    match answer(node.bit) {
                        Some(true) => tasks.push(Task::Enter(node.yes)),
                        Some(false) => tasks.push(Task::Enter(node.no)),
                        None if is_past(self, branch, node.bit) => results.push(branch),
                        None => match known.get(&(branch, bit, yes)) {
                            Some(made) => results.push(*made),
                            None => {
                                *steps += 1;
                                tasks.push(Task::Ask(branch, node.bit));
                                tasks.push(Task::Enter(node.yes));
                                tasks.push(Task::Enter(node.no));
                            }
                        },
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
}
