//! The rule files that come with the crate, and the council that they make.
//!
//! Here with the feature `bundled`.
//!
//! | module | what it is |
//! |---|---|
//! | `files` | the files of `rules/`, as names and texts |
//! | `doncaster` | [`Controller::doncaster`](crate::Controller::doncaster): City of Doncaster Council |

mod doncaster;
mod files;

pub use files::{
    CALENDARS, DONCASTER_PROCEDURE, DONCASTER_REGISTERS, DONCASTER_SETTINGS, STATUTE, VOCABULARY,
};
