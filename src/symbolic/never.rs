//! What no case can be, as literals.

use std::collections::BTreeMap;

use crate::{
    circuit::Literal,
    engine::{Circuit, Compiler, KnownOf, OwnWords, RuledOut},
    fact::Domain,
    rule::{Edition, GovernedBy, RuleBook},
};

/// Literals that hold in no case: what the vocabulary rules out, facts without a value or with two, days before
/// days that they come after.
pub(crate) fn never(
    book: &RuleBook,
    ruled_out: &RuledOut,
    known: KnownOf<'_>,
    circuit: &mut Circuit,
) -> Vec<Literal> {
    let mut never: Vec<Literal> = ruled_out.iter().map(|(_, met)| *met).collect();
    let mut compiler = Compiler::new(book, Edition::AsDeemed, known, circuit);
    for (fact, declared) in book.vocabulary().iter() {
        let first = compiler.circuit.layout.fact(fact, declared.domain);
        let mut bit = |at: usize| compiler.input(first + at);
        match declared.domain {
            Domain::Extent => {
                let (part, whole) = (bit(0), bit(1));
                never.push(compiler.circuit.network.both(whole, !part));
            }
            Domain::OneOf(terms) => {
                let bits: Vec<Literal> = (0..terms.len()).map(bit).collect();
                let network = &mut compiler.circuit.network;
                never.push(network.all(bits.iter().map(|bit| !*bit).collect()));
                for (at, one) in bits.iter().enumerate() {
                    for other in bits.iter().skip(at + 1) {
                        never.push(network.both(*one, *other));
                    }
                }
            }
            Domain::YesNo | Domain::SetOf(_) => {}
        }
    }
    compiler.calendar(&mut never);
    never.retain(|literal| *literal != Literal::FALSE);
    never.sort_unstable();
    never.dedup();
    never
}

impl Compiler<'_, OwnWords> {
    /// A date that is not before a later day is not before an earlier one either, and no reply comes before the
    /// request.
    fn calendar(&mut self, never: &mut Vec<Literal>) {
        let mut days: BTreeMap<GovernedBy, Vec<(jiff::civil::Date, usize)>> = BTreeMap::new();
        for (date, day, bit) in self.circuit.layout.dates() {
            days.entry(date).or_default().push((day, bit));
        }
        for of_date in days.values() {
            for pair in of_date.windows(2) {
                if let [(_, earlier), (_, later)] = pair {
                    self.later_without_earlier(*later, *earlier, never);
                }
            }
        }
        let known = |date| days.get(&date).map_or(&[][..], Vec::as_slice);
        for (received, received_bit) in known(GovernedBy::Received) {
            let replied = known(GovernedBy::Replied).iter();
            // The last day that is not after it: those before follow from that one.
            let last = replied
                .take_while(|(replied, _)| replied <= received)
                .last();
            if let Some((_, replied_bit)) = last {
                self.later_without_earlier(*received_bit, *replied_bit, never);
            }
        }
    }

    fn later_without_earlier(&mut self, later: usize, earlier: usize, never: &mut Vec<Literal>) {
        let (later, earlier) = (self.input(later), self.input(earlier));
        never.push(self.circuit.network.both(later, !earlier));
    }
}
