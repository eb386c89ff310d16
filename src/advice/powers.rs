//! Departures in what the council may do: powers of the two books, compared by what they are to.

use super::departure::{Departure, Way};
use crate::{
    decision::{BookDecision, PowerDecision, PowerState},
    law::{Measure, Provision, Term},
};

/// What one book lets the council do and the other does not.
pub(super) fn of_powers(procedure: &BookDecision, statute: &BookDecision) -> Vec<Departure> {
    let measures = Measure::all();
    measures
        .filter_map(|measure| of_measure(measure, procedure, statute))
        .collect()
}

fn of_measure(
    measure: Measure,
    procedure: &BookDecision,
    statute: &BookDecision,
) -> Option<Departure> {
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
    if own.is_empty() && !legal.is_empty() {
        let open = !of(procedure, PowerState::Open).is_empty();
        Some(Departure {
            way: Way::AllowsMore,
            open,
            about: ids(&legal),
            procedure: Vec::new(),
            statute: cited(&legal),
            says: format!("The law also allows the council this: {}", said(&legal)),
        })
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
        Some(Departure {
            way: Way::AllowsLess,
            open,
            about: ids(&own),
            procedure: cited(&own),
            statute: cited(&asked),
            says,
        })
    } else {
        None
    }
}

fn cited(powers: &[PowerDecision]) -> Vec<Provision> {
    powers.iter().map(|power| power.provision.clone()).collect()
}

fn ids(powers: &[PowerDecision]) -> Vec<String> {
    powers.iter().map(|power| power.power.clone()).collect()
}

fn said(powers: &[PowerDecision]) -> String {
    let said: Vec<&str> = powers.iter().map(|power| power.says.as_str()).collect();
    said.join(" ")
}
