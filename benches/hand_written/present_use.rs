//! Whether an item is still used for what it was collected for (fixture/procedure.yaml).

use super::known::{CONTINUING_NEED_RECORDED, NO_LONGER_NEEDED, RETENTION_ELAPSED, Reading};

/// procedure/7/applies/1, retention-over: its time has passed, and no reason to keep it is on record.
#[inline(always)]
pub fn retention_over(facts: Reading) -> bool {
    facts.is(RETENTION_ELAPSED) & facts.lacks(CONTINUING_NEED_RECORDED)
}

/// procedure/7/applies/1, no-longer-necessary.
#[inline(always)]
pub fn no_longer_necessary(facts: Reading) -> bool {
    retention_over(facts) | facts.is(NO_LONGER_NEEDED)
}
