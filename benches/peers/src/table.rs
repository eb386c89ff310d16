//! The tables: every peer in one run, interleaved, so that the ratios hold on any machine.

use std::time::Instant;

use data_subject_rights::{
    Controller,
    law::{Right, Term},
    rule::RuleBook,
};

use crate::{
    case::{Case, Kept, complete},
    missing::{HIDDEN, Report, report},
    peer::Contender,
    peers::{HAND_WRITTEN, LIBRARY, WALKER, all, all_for_missing},
    plan::Plan,
};

/// How many cases the loops rotate through.
pub const CASES: usize = 1024;

/// How many outcomes are timed at a time: few enough that most blocks are not interrupted. Where cases
/// repeat a block is one case over and over; there are several blocks, because a single case may
/// happen to be decided by its first fact.
const BLOCK: usize = 128;

/// The rights that are timed each on its own: many grounds and bars, two entitlements, extents.
pub const TIMED: [Right; 3] = [Right::Erasure, Right::Objection, Right::Access];

/// Cases of a kind, as every peer gets them.
#[must_use]
pub fn cases(book: &RuleBook, plan: &Plan, kept: Kept) -> Vec<Case> {
    let relevant = plan.facts();
    complete(book, kept, CASES)
        .iter()
        .map(|facts| Case::new(book.vocabulary(), facts, &relevant))
        .collect()
}

/// Prints what each peer says when facts are missing.
pub fn print_missing(council: &Controller, plan: &Plan, count: usize) {
    let Report {
        questions,
        open,
        undecided,
        peers,
    } = report(
        council.program(),
        plan,
        &mut all_for_missing(council, plan),
        count,
    );
    println!(
        "Missing facts: {count} cases in scope with {HIDDEN} of {} facts hidden, {questions} questions; \
         the library leaves {open} open, for {undecided} two completions were found that differ.\n",
        plan.facts().len(),
    );
    println!(
        "| peer | answers | says open | fails | answers where the library is open \
         | answers where completions differ | fails where the library knows | contradicts the library |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for peer in peers {
        println!(
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            peer.name,
            peer.answered,
            peer.open,
            peer.failed,
            peer.should_not,
            peer.guessed,
            peer.failed_needlessly,
            peer.wrong
        );
    }
    println!();
}

/// What a column of the table times.
struct Column {
    name: String,
    kept: Kept,
    rights: Vec<Right>,
    order: Vec<usize>,
}

fn columns() -> Vec<Column> {
    let fresh = || (0..CASES).collect();
    let repeated = || (0..CASES).map(|at| at / BLOCK).collect();
    let column = |name: String, kept, rights, order| Column {
        name,
        kept,
        rights,
        order,
    };
    let mut columns = Vec::new();
    for right in TIMED {
        let name = |kind| format!("{}, {kind}", right.code());
        columns.push(column(name("fresh"), Kept::InScope, vec![right], fresh()));
        columns.push(column(
            name("repeated"),
            Kept::InScope,
            vec![right],
            repeated(),
        ));
    }
    let every = Right::all().collect();
    columns.push(column(
        "all 11, fresh".to_owned(),
        Kept::InScope,
        every,
        fresh(),
    ));
    let erasure = vec![Right::Erasure];
    columns.push(column(
        "erasure, as drawn".to_owned(),
        Kept::Possible,
        erasure,
        fresh(),
    ));
    columns
}

/// Times every peer in every column, peer after peer within a round.
fn measured(
    book: &RuleBook,
    plan: &Plan,
    peers: &mut [Box<dyn Contender + '_>],
    columns: &[Column],
    rounds: usize,
) -> Vec<Vec<f64>> {
    let blocks = vec![Vec::new(); CASES / BLOCK];
    let mut times = vec![vec![blocks; columns.len()]; peers.len()];
    for kept in [Kept::InScope, Kept::Possible] {
        let cases = cases(book, plan, kept);
        for peer in peers.iter_mut() {
            peer.load(&cases);
        }
        // The first round warms up and is not counted.
        for round in 0..=rounds {
            for (at, column) in columns.iter().enumerate() {
                if column.kept != kept {
                    continue;
                }
                for (peer, times) in peers.iter_mut().zip(&mut times) {
                    for (order, times) in column.order.chunks(BLOCK).zip(&mut times[at]) {
                        let taken = nanoseconds(peer.as_mut(), &column.rights, order);
                        if round > 0 {
                            times.push(taken);
                        }
                    }
                }
            }
        }
    }
    times
        .into_iter()
        .map(|columns| columns.into_iter().map(typical).collect())
        .collect()
}

/// Prints nanoseconds for each outcome, then for preparing a case.
pub fn print_times(council: &Controller, plan: &Plan, rounds: usize) {
    let book = council.procedure();
    let mut peers = all(council, plan);
    let columns = columns();
    let times = measured(book, plan, &mut peers, &columns, rounds);
    println!(
        "Nanoseconds for one outcome (for all eleven in their column), means over \
         {CASES} cases in blocks of {BLOCK}, for each block the lower quartile of {rounds} rounds."
    );
    println!("The last columns divide erasure, fresh, by that of the peer they name.\n");
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let compared = [WALKER, HAND_WRITTEN, LIBRARY];
    println!(
        "| peer | {} | × walker | × hand-written | × library |",
        names.join(" | ")
    );
    println!("|---|{}", "---|".repeat(columns.len() + compared.len()));
    let of = |name: &str| peers.iter().position(|peer| peer.name() == name);
    for (peer, its_own) in peers.iter().zip(&times) {
        let figures: Vec<String> = its_own.iter().map(|ns| format!("{ns:.0}")).collect();
        let ratios = compared.map(|other| match of(other) {
            Some(at) => format!("{:.2}", its_own[0] / times[at][0]),
            None => "–".to_owned(),
        });
        println!(
            "| {} | {} | {} |",
            peer.name(),
            figures.join(" | "),
            ratios.join(" | ")
        );
    }
    println!();
    print_preparing(&peers, &cases(book, plan, Kept::InScope), rounds);
}

fn print_preparing(peers: &[Box<dyn Contender + '_>], cases: &[Case], rounds: usize) {
    // The floor's masks are filled through the library's facts: no form of its own to time.
    let peers: Vec<_> = peers
        .iter()
        .filter(|peer| peer.name() != HAND_WRITTEN)
        .collect();
    let mut named = vec![vec![Vec::new(); CASES / BLOCK]; peers.len()];
    let mut read = named.clone();
    for round in 0..=rounds {
        for (at, peer) in peers.iter().enumerate() {
            for (block, cases) in cases.chunks(BLOCK).enumerate() {
                let (names, text) = (peer.time_preparing(cases), peer.time_reading(cases));
                if round > 0 {
                    named[at][block].push(names);
                    read[at][block].extend(text);
                }
            }
        }
    }
    println!("Nanoseconds to bring one case into the form that the peer reads.\n");
    println!("| peer | from facts by name | from JSON text |");
    println!("|---|---|---|");
    for ((peer, named), read) in peers.iter().zip(named).zip(read) {
        let text = if read[0].is_empty() {
            "–".to_owned()
        } else {
            format!("{:.0}", typical(read))
        };
        println!("| {} | {:.0} | {text} |", peer.name(), typical(named));
    }
    println!();
}

/// Nanoseconds for each case of the order.
fn nanoseconds(peer: &mut dyn Contender, rights: &[Right], order: &[usize]) -> f64 {
    let start = Instant::now();
    peer.run(rights, order);
    start.elapsed().as_nanos() as f64 / order.len() as f64
}

/// The mean over the blocks, for each block the lower quartile of its rounds. On a machine that does
/// other work too, this is steadier than the median: other work can only make a round longer.
fn typical(blocks: Vec<Vec<f64>>) -> f64 {
    let count = blocks.len() as f64;
    let lower_quartile = |mut rounds: Vec<f64>| {
        rounds.sort_by(f64::total_cmp);
        rounds[rounds.len() / 4]
    };
    blocks.into_iter().map(lower_quartile).sum::<f64>() / count
}
