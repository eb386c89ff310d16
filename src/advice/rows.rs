//! The row of a rule in the record's table, from a duty, power or note.

use super::RuleRow;
use crate::{
    decision::{DutyDecision, DutyState, Note, PowerDecision, PowerState},
    law::Provision,
    rule::{Confidence, RoleKind},
};

/// A row without words.
fn bare(rule: &str, role: RoleKind, provision: &Provision, confidence: Confidence) -> RuleRow {
    RuleRow {
        rule: rule.to_owned(),
        role,
        provision: provision.clone(),
        grants: None,
        says: String::new(),
        done: None,
        officer: None,
        force: None,
        tell: None,
        confidence,
    }
}

/// The row with its words. No letter rests on what is open: its words to the person are left out where there are words
/// for the officer.
fn worded(row: RuleRow, is_open: bool, says: &str, officer: Option<&String>) -> RuleRow {
    let says = match officer {
        Some(_) if is_open => "",
        _ => says,
    };
    RuleRow {
        says: says.to_owned(),
        officer: officer.cloned(),
        ..row
    }
}

impl DutyDecision {
    /// The row of its rule; none where it is not due.
    pub(super) fn rule_row(&self) -> Option<RuleRow> {
        let is_open = self.state == DutyState::Open;
        (self.state != DutyState::NotDue).then(|| {
            let row = bare(&self.duty, RoleKind::Duty, &self.provision, self.confidence);
            let row = worded(row, is_open, &self.says, self.officer.as_ref());
            match self.state {
                DutyState::Met => RuleRow {
                    says: String::new(),
                    done: Some(row.says),
                    ..row
                },
                _ => row,
            }
        })
    }
}

impl PowerDecision {
    /// The row of its rule; none where it is not available.
    pub(super) fn rule_row(&self) -> Option<RuleRow> {
        let is_open = self.state == PowerState::Open;
        (self.state != PowerState::NotAvailable).then(|| {
            let row = bare(
                &self.power,
                RoleKind::Power,
                &self.provision,
                self.confidence,
            );
            worded(row, is_open, &self.says, self.officer.as_ref())
        })
    }
}

impl Note {
    /// The row of the note; none while it is open whether it matters, unless it warns.
    pub(super) fn rule_row(&self) -> Option<RuleRow> {
        (self.applies.is_yes() || self.warning).then(|| RuleRow {
            says: self.says.clone(),
            ..bare(&self.note, RoleKind::Note, &self.provision, self.confidence)
        })
    }
}
