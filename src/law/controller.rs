//! What kind of body a controller is, and where.

use super::term::vocabulary;

vocabulary! {
    /// The kind of body that a controller is. Some exemptions are open to one kind alone.
    ControllerKind {
        LocalAuthority = "local-authority", "a local authority", "dpa-2018/schedule-2/3";
        GovernmentDepartment = "government-department", "a government department", "dpa-2018/schedule-2/3";
        SecretaryOfState = "secretary-of-state", "the Secretary of State", "dpa-2018/schedule-2/4";
        CourtOrTribunal = "court-or-tribunal", "a court or tribunal", "dpa-2018/schedule-2/14";
        School = "school", "a school", "dpa-2018/schedule-3/17";
        HealthBody = "health-body", "a health body", "dpa-2018/schedule-3/5";
        Other = "other", "another body", "uk-gdpr/4/1";
    }
}

vocabulary! {
    /// The part of the United Kingdom whose law a controller acts under.
    Nation {
        England = "england", "England", "dpa-2018/section-207";
        Wales = "wales", "Wales", "dpa-2018/section-207";
        Scotland = "scotland", "Scotland", "dpa-2018/section-207";
        NorthernIreland = "northern-ireland", "Northern Ireland", "dpa-2018/section-207";
    }
}
