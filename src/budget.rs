//! How much work each search may take, in one place and each in its unit.
//!
//! No search runs without an end: what a hostile or a large rule book could make long stops here. Results found by then
//! are right, and missing ones say so. A diagram that outgrows its budget leaves an answer to three-valued evaluation.
//! That may call something open that the facts settle, but never the reverse.

/// The most that one search may take. All are counts, so that the same input always ends in the same place.
#[cfg_attr(
    not(all(feature = "inquiry", feature = "analysis")),
    allow(
        dead_code,
        reason = "a search that a feature brings is not there without it"
    )
)]
pub(crate) struct Budget {
    /// Nodes and steps of one diagram, unless the caller says otherwise.
    pub diagram_nodes: usize,
    /// Pairs of nodes of one search through two diagrams.
    pub diagram_pairs: usize,
    /// Decimal digits read of a count: as many as a count over 300,000 variables has.
    pub count_digits: usize,
    /// Variables of a rule that an order of variables keeps together.
    pub order_variables: usize,
    /// Rounds of moving every variable to a better place.
    pub order_rounds: usize,
    /// Nodes and steps of the diagrams of one plan of questions.
    pub plan_nodes: usize,
    /// Outcomes of one question that a plan tells apart.
    pub plan_outcomes: usize,
    /// Nodes looked at for the best plan of one state.
    pub best_plan_steps: usize,
    /// Nodes looked at for a good plan; what lies beyond is taken at the cost of asking everything.
    pub good_plan_steps: usize,
    /// The same for each node that there is.
    pub good_plan_steps_a_node: usize,
    /// Questions that follow one another in a plan.
    pub plan_depth: usize,
    /// Nodes looked at for what no plan can go below.
    pub bound_steps: usize,
    /// Nodes looked at for what a question saves in one state.
    pub saving_steps: usize,
    /// Nodes looked at for how likely one value is.
    pub weight_steps: usize,
    /// Ways through a diagram looked at for what would change an answer.
    pub change_steps: usize,
    /// Sets of changes looked for.
    pub change_sets: usize,
    /// Candidates for the fewest facts that force an answer.
    pub sufficient_rounds: usize,
    /// Sets of facts looked at for the fewest that meet every candidate that failed.
    pub sufficient_steps: usize,
    /// Nodes and steps of the diagrams of one comparison of two books; what takes more is told without a count.
    pub comparison_nodes: usize,
    /// Nodes and steps of a diagram of one rule alone.
    pub local_nodes: usize,
    /// Nodes and steps of a diagram of cases that is told in the order of the book.
    pub told_nodes: usize,
    /// Failed branches of the search for a case that reaches a goal.
    pub goal_branches: usize,
    /// The same where that was not enough.
    pub goal_branches_again: usize,
    /// Failed branches to reach one goal more in the same case.
    pub goal_branches_more: usize,
    /// Failed branches of the first search for what a rule changes.
    pub effect_branches: usize,
    /// The same before a diagram is asked.
    pub effect_branches_again: usize,
    /// Failed branches of the first search for one difference of two books: most are found where anyone would look.
    pub difference_branches: usize,
    /// The same once the rules were compared one by one.
    pub difference_branches_again: usize,
    /// Nodes kept before all diagrams of a comparison are made again.
    pub kept_nodes: usize,
    /// Rounds of moving variables without a better order.
    pub order_rounds_in_vain: usize,
    /// Failed branches of the search for a case where one book adds something to the other.
    pub addition_branches: usize,
    /// Failed branches of the search for a case where a diagram was too large.
    pub situation_branches: usize,
}

/// What each search may take. The largest diagram of the bundled books takes a few thousand nodes; a million take about
/// 100 MB and a second.
pub(crate) const BUDGET: Budget = Budget {
    diagram_nodes: 1_000_000,
    diagram_pairs: 1_000_000,
    count_digits: 100_000,
    order_variables: 40,
    order_rounds: 60,
    plan_nodes: 3_000_000,
    plan_outcomes: 4_096,
    best_plan_steps: 400_000,
    good_plan_steps: 1_800_000,
    good_plan_steps_a_node: 1_000,
    plan_depth: 200,
    bound_steps: 600_000,
    saving_steps: 150_000,
    weight_steps: 3_000_000,
    change_steps: 2_000_000,
    change_sets: 64,
    sufficient_rounds: 400,
    sufficient_steps: 200_000,
    comparison_nodes: 1_000_000,
    local_nodes: 20_000,
    told_nodes: 5_000,
    goal_branches: 200,
    goal_branches_again: 2_000,
    goal_branches_more: 20,
    effect_branches: 20,
    effect_branches_again: 200,
    difference_branches: 20,
    difference_branches_again: 2_000,
    kept_nodes: 400_000,
    order_rounds_in_vain: 6,
    addition_branches: 2_000,
    situation_branches: 5_000,
};
