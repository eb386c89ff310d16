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
        officer: None,
        force: None,
        tell: None,
        confidence,
    }
}

impl DutyDecision {
    /// The row of its rule; none where it is not due. No letter rests on what is open: its words to the person are left
    /// out where there are words for the officer.
    pub(super) fn rule_row(&self) -> Option<RuleRow> {
        let is_open = self.state == DutyState::Open && self.officer.is_some();
        (self.state != DutyState::NotDue).then(|| RuleRow {
            says: if is_open {
                String::new()
            } else {
                self.says.clone()
            },
            officer: self.officer.clone(),
            ..bare(&self.duty, RoleKind::Duty, &self.provision, self.confidence)
        })
    }
}

impl PowerDecision {
    /// The row of its rule; none where it is not available. As for a duty, what is open has no words to the person.
    pub(super) fn rule_row(&self) -> Option<RuleRow> {
        let is_open = self.state == PowerState::Open && self.officer.is_some();
        (self.state != PowerState::NotAvailable).then(|| RuleRow {
            says: if is_open {
                String::new()
            } else {
                self.says.clone()
            },
            officer: self.officer.clone(),
            ..bare(
                &self.power,
                RoleKind::Power,
                &self.provision,
                self.confidence,
            )
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
