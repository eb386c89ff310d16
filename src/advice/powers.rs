//! Departures in what the council may do: powers of the two books, compared by what they are to.

use super::departure::{Departure, Way};
use crate::{
    decision::{BookDecision, PowerDecision, PowerState},
    law::{Measure, Provision, Term},
};

/// What one book lets the council do and the other does not.
pub(super) fn of_powers(procedure: &BookDecision, statute: &BookDecision) -> Vec<Departure> {
    let mut found = Vec::new();
    for measure in Measure::all() {
        let of = |book: &BookDecision, state: PowerState| -> Vec<PowerDecision> {
            book.powers
                .iter()
                .filter(|power| power.to == measure && power.state == state)
                .cloned()
                .collect()
        };
        let (own, legal) = (
            of(procedure, PowerState::Available),
            of(statute, PowerState::Available),
        );
        let cited = |powers: &[PowerDecision]| -> Vec<Provision> {
            powers.iter().map(|power| power.provision.clone()).collect()
        };
        let ids = |powers: &[PowerDecision]| -> Vec<String> {
            powers.iter().map(|power| power.power.clone()).collect()
        };
        let said = |powers: &[PowerDecision]| -> String {
            let said: Vec<&str> = powers.iter().map(|power| power.says.as_str()).collect();
            said.join(" ")
        };
        if own.is_empty() && !legal.is_empty() {
            let open = !of(procedure, PowerState::Open).is_empty();
            found.push(Departure {
                way: Way::AllowsMore,
                open,
                about: ids(&legal),
                procedure: Vec::new(),
                statute: cited(&legal),
                says: format!("The law also allows the council this: {}", said(&legal)),
            });
        } else if legal.is_empty() && !own.is_empty() {
            let waiting = of(statute, PowerState::Open);
            let refused = of(statute, PowerState::NotAvailable);
            let (open, asked) = if waiting.is_empty() {
                (false, refused)
            } else {
                (true, waiting)
            };
            let says = if asked.is_empty() {
                format!(
                    "The procedure lets the council do this, and no rule of law on these rights does: {}",
                    said(&own)
                )
            } else {
                format!(
                    "The procedure lets the council do this: {} The law allows it only where its own test is met: {}",
                    said(&own),
                    said(&asked)
                )
            };
            found.push(Departure {
                way: Way::AllowsLess,
                open,
                about: ids(&own),
                procedure: cited(&own),
                statute: cited(&asked),
                says,
            });
        }
    }
    found
}
