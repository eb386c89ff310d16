//! Functions that protect the public.

use super::term::vocabulary;

vocabulary! {
    /// A function that protects the public (DPA 2018 Schedule 2 paragraph 7). Information used for one of them may be exempt
    /// where dealing with it as asked would be likely to prejudice that function.
    ///
    /// ```
    /// use data_subject_rights::law::{ProtectiveFunction, Term};
    /// assert_eq!(ProtectiveFunction::Charities.code(), "charities");
    /// ```
    ProtectiveFunction {
        AgainstSeriousImpropriety = "against-serious-impropriety", "protecting the public from dishonesty, serious impropriety or incompetence", "dpa-2018/schedule-2/7";
        HealthAndSafetyAtWork = "health-and-safety-at-work", "health, safety and welfare at work, and risks from work", "dpa-2018/schedule-2/7";
        AgainstFinancialLoss = "against-financial-loss", "protecting the public from financial loss through misconduct", "dpa-2018/schedule-2/7";
        Charities = "charities", "protecting charities and community interest companies", "dpa-2018/schedule-2/7";
        AgainstMaladministration = "against-maladministration", "a listed ombudsman's function against maladministration", "dpa-2018/schedule-2/7";
        Competition = "competition", "a function of the Competition and Markets Authority", "dpa-2018/schedule-2/7";
    }
}
