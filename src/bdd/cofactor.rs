//! Cofactors: diagrams with some bits answered.

use super::{
    diagram::Edge,
    manager::{BddManager, BudgetExceeded},
};
use crate::circuit::FastMap;

/// What is left to do while bits are cache.
enum Task {
    /// Answer the bits below here.
    Enter(Edge),
    /// Ask for the bit, with the two latest results as its edges.
    MakeNode(Edge, u32),
}

/// What diagrams come to with one bit answered: kept, for states of a search have most of their nodes in
/// common.
#[derive(Default)]
pub(crate) struct CofactorCache {
    known: FastMap<(Edge, u32, bool), Edge>,
    tasks: Vec<Task>,
    results: Vec<Edge>,
}

impl BddManager {
    /// A diagram with one bit answered; what `is_free_of` it is left as it is.
    pub(crate) fn cofactor(
        &mut self,
        of: Edge,
        (bit, yes): (u32, bool),
        is_free_of: impl Fn(Edge) -> bool,
        cache: &mut CofactorCache,
        steps: &mut usize,
    ) -> Result<Edge, BudgetExceeded> {
        let place = self.level(bit as usize);
        let answer = |asked: u32| (asked == bit).then_some(yes);
        let is_past = |manager: &Self, edge: Edge, asked: u32| {
            is_free_of(edge) || manager.level(asked as usize) > place
        };
        self.cofactor_by(of, answer, is_past, (bit, yes), cache, steps)
    }

    /// A diagram with some bits answered. Nodes that are reached are counted in `steps`.
    pub(crate) fn restrict(
        &mut self,
        of: Edge,
        answer: impl Fn(u32) -> Option<bool>,
        steps: &mut usize,
    ) -> Result<Edge, BudgetExceeded> {
        // Nothing is kept: the same bits are hardly answered twice.
        let mut cache = CofactorCache::default();
        self.cofactor_by(of, answer, |_, _, _| false, (0, false), &mut cache, steps)
    }

    /// Answers bits in a diagram; where `is_past` nothing is answered any more. What a node comes to is kept
    /// under `key`, which stands for the answers.
    fn cofactor_by(
        &mut self,
        of: Edge,
        answer: impl Fn(u32) -> Option<bool>,
        is_past: impl Fn(&Self, Edge, u32) -> bool,
        key: (u32, bool),
        cache: &mut CofactorCache,
        steps: &mut usize,
    ) -> Result<Edge, BudgetExceeded> {
        let CofactorCache {
            known,
            tasks,
            results,
        } = cache;
        let (bit, yes) = key;
        tasks.clear();
        results.clear();
        tasks.push(Task::Enter(of));
        while let Some(task) = tasks.pop() {
            match task {
                Task::Enter(edge) => {
                    let Some(node) = self.node(edge) else {
                        results.push(edge);
                        continue;
                    };
                    match answer(node.bit) {
                        Some(true) => tasks.push(Task::Enter(node.high)),
                        Some(false) => tasks.push(Task::Enter(node.low)),
                        None if is_past(self, edge, node.bit) => results.push(edge),
                        None => match known.get(&(edge, bit, yes)) {
                            Some(made) => results.push(*made),
                            None => {
                                *steps += 1;
                                tasks.push(Task::MakeNode(edge, node.bit));
                                tasks.push(Task::Enter(node.high));
                                tasks.push(Task::Enter(node.low));
                            }
                        },
                    }
                }
                Task::MakeNode(edge, asked) => {
                    let (Some(yes_left), Some(no_left)) = (results.pop(), results.pop()) else {
                        return Err(self.exceeded());
                    };
                    let made = self.make_node(asked, no_left, yes_left)?;
                    known.insert((edge, bit, yes), made);
                    results.push(made);
                }
            }
        }
        results.pop().ok_or_else(|| self.exceeded())
    }
}
