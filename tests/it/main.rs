//! What holds whatever the rules say: the engine in small, the forms in which answers come, the programs, the house.

#[path = "../support/browser/mod.rs"]
mod browser;
#[path = "../support/common/mod.rs"]
mod common;
#[path = "../support/drawn/mod.rs"]
mod drawn;
#[path = "../support/oracle/mod.rs"]
mod oracle;
#[path = "../support/sums/mod.rs"]
mod sums;

mod batch;
mod clock;
mod deadline;
mod faults;
mod hand_written;
mod help;
mod house;
mod interview;
mod limits;
mod new_rule;
mod outlook;
mod page;
mod rights_matrix;
mod standing;
