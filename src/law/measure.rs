//! What a power lets a controller do.

use super::term::vocabulary;

vocabulary! {
    /// A step that a power lets the controller take. Powers of two books are compared by it. A time limit
    /// restarts, stops or grows only where there was a power for it.
    Measure {
        AskForIdentity = "ask-for-identity", "ask for evidence of identity", "uk-gdpr/12/6";
        AskWhatIsWanted = "ask-what-is-wanted", "ask what the person wants", "uk-gdpr/12a/5";
        Charge = "charge", "charge", "uk-gdpr/12/5/a";
        Refuse = "refuse", "refuse to act", "uk-gdpr/12/5/b";
        TakeLonger = "take-longer", "take longer", "uk-gdpr/12a/3";
        Disclose = "disclose", "give information to someone else", "dpa-2018/schedule-2/5";
        UseDespiteRestriction = "use-despite-restriction", "use restricted information", "uk-gdpr/18/2";
        WithholdReasons = "withhold-reasons", "keep back the reasons", "uk-gdpr/12/4";
        Wait = "wait", "wait before giving anything out", "uk-gdpr/12/6";
        Other = "other", "take another step", "uk-gdpr/12";
    }
}
