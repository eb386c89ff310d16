//! The rows of the ledger as files write them, and provisions held against them.

use super::header::Unread;
use crate::{
    fact::read_provision,
    law::Provision,
    rule::model::{LedgerRow, Treatment},
    source::{Code, Fields, Node, Place, Problems, many, text, words},
};

/// Reports a provision of a text that the ledger goes through and that the ledger does not have.
pub(super) fn check_in_ledger(
    provision: &Provision,
    place: &Place,
    ledger: &[LedgerRow],
    problems: &mut Problems,
) {
    let text = provision.segments().next();
    let mut own = false;
    for row in ledger {
        own |= row.provision.segments().next() == text;
        if provision.covers(&row.provision) {
            return;
        }
    }
    if !own {
        return;
    }
    let rows = ledger.iter().map(|row| row.provision.as_str());
    problems.report(
        Code::UnknownProvision,
        place,
        format!("the ledger has no provision `{provision}`"),
        problems.did_you_mean(
            provision.as_str(),
            rows,
            "cite a row of the ledger beside the rules, or a heading above rows",
        ),
    );
}

/// Reads one row of a ledger. A row whose provision can be read is kept, so that rules may cite it.
pub(super) fn read_row(
    node: &Node,
    unread: &mut Unread,
    problems: &mut Problems,
) -> Option<LedgerRow> {
    let before = problems.count();
    let row = read_whole_row(node, problems);
    unread.rows |= problems.count() > before;
    unread.provisions |= row.is_none();
    row
}

pub(crate) fn read_whole_row(node: &Node, problems: &mut Problems) -> Option<LedgerRow> {
    let known = [
        "provision",
        "says",
        "encoded-by",
        "informative",
        "not-encoded",
    ];
    let fields = Fields::open(node, "a ledger row", &known, problems)?;
    let provision = fields
        .required("provision", problems)
        .and_then(|node| read_provision(node, problems));
    let says = fields
        .required("says", problems)
        .and_then(|node| words(node, problems));
    let treatments = ["encoded-by", "informative", "not-encoded"].map(|name| fields.get(name));
    let treatment = match treatments {
        [Some(rules), None, None] if !many(rules).is_empty() => Some(Treatment::EncodedBy(
            many(rules)
                .iter()
                .filter_map(|item| text(item, problems).map(str::to_owned))
                .collect(),
        )),
        [None, Some(why), None] => words(why, problems).map(Treatment::Informative),
        [None, None, Some(why)] => words(why, problems).map(Treatment::NotEncoded),
        _ => {
            problems.report(
                Code::RowUndecided,
                fields.place(),
                "a ledger row has exactly one of `encoded-by:`, `informative:` and `not-encoded:`",
                "write `encoded-by: [rules]`, `informative:` with the reason why nothing in it could change an answer, or `not-encoded:` with the reason why it was left out",
            );
            None
        }
    };
    Some(LedgerRow {
        provision: provision?,
        says: says.unwrap_or_default(),
        treatment: treatment.unwrap_or(Treatment::EncodedBy(Vec::new())),
    })
}
