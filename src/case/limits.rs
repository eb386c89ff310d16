//! How large a request may be.

use serde::{Deserialize, Serialize};

use crate::source::{Bounds, MAX_DEPTH, MAX_FILE_BYTES};

macro_rules! limits {
    ($( $(#[doc = $doc:literal])+ $field:ident = $default:expr; )+) => {
        /// How large a request may be. A request over a limit is refused with one fault before anything is decided.
        /// The defaults suit a form that anyone may fill in.
        ///
        /// A controller holds every request to its limits, however it was made
        /// ([`Controller::with_limits`](crate::Controller::with_limits)). A file is held to those on files while it is
        /// read ([`Request::load`](super::Request::load) takes the defaults,
        /// [`Request::load_within`](super::Request::load_within) others): `bytes`, `nesting`, `text` and what is told
        /// of faults.
        ///
        /// Every source file, those of rules too, has at most [`MAX_FILE_BYTES`] bytes and
        /// [`MAX_NODES`](crate::source::MAX_NODES) values, nested at most [`MAX_DEPTH`] deep. No limit here widens
        /// these.
        ///
        /// ```
        /// use data_subject_rights::{
        ///     Controller, calendar::Date, case::{About, Limits, Request}, law::Right, source::Code,
        /// };
        /// let council = Controller::doncaster()?.with_limits(Limits::default().parts(2));
        /// let request = ["letters", "photographs", "recordings"].into_iter().fold(
        ///     Request::received(Date::constant(2026, 11, 21)).asks(Right::Access),
        ///     |request, matter| request.about(About::matter(matter)),
        /// );
        /// let fault = council.decide(&request).expect_err("three parts are more than two");
        /// assert_eq!(fault.iter().next().map(|fault| fault.code()), Some(Code::OverLimit));
        /// # Ok::<(), data_subject_rights::source::Diagnostics>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
        #[non_exhaustive]
        pub struct Limits {
            $( $(#[doc = $doc])+ pub $field: usize, )+
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $( $field: $default, )+ }
            }
        }

        impl Limits {
            /// No limits but those on every source file, and on nesting: for requests that are the caller's own.
            #[must_use]
            pub const fn none() -> Self {
                Self { $( $field: usize::MAX, )+ }
            }

            $(
                $(#[doc = $doc])+
                #[must_use]
                pub const fn $field(mut self, most: usize) -> Self {
                    self.$field = most;
                    self
                }
            )+
        }
    };
}

limits! {
    /// Bytes of a source file, and of all the words in a request together. 256 KiB unless set otherwise.
    bytes = 1 << 18;
    /// How deeply lists and fields of a file nest, and how deeply items do. 32 unless set otherwise, and never more.
    nesting = MAX_DEPTH;
    /// Bytes of one text: a name, an id, a reason. 4 KiB unless set otherwise.
    text = 4 << 10;
    /// Bytes of the letter, and of the scenario. 64 KiB unless set otherwise.
    letter = 64 << 10;
    /// Parts: items that have no items in them, and matters and activities without items. 200 unless set otherwise.
    parts = 200;
    /// Decisions: for each part, the rights asked for there. 400 unless set otherwise.
    decisions = 400;
    /// Rights asked for; each activity that one is limited to and each entitlement claimed is one more. 100 unless
    /// set otherwise.
    asks = 100;
    /// Facts stated in the request, its matters and items. Each term of a set, each fact that a review raised, and
    /// each factor or piece of evidence of a judgement is one more. 2,000 unless set otherwise.
    facts = 2_000;
    /// Judgements. 400 unless set otherwise.
    judgements = 400;
    /// Reviews, each as often as it names provisions. 100 unless set otherwise.
    reviews = 100;
    /// Confirmations. 400 unless set otherwise.
    confirmations = 400;
    /// Clarifications asked for, with their answers. 20 unless set otherwise.
    clarifications = 20;
    /// Faults that are told at once. 200 unless set otherwise; one at least.
    faults = 200;
    /// Faults for which a likely word is looked for ("did you mean …?"). 30 unless set otherwise.
    suggestions = 30;
    /// Words that a misspelt one is compared with. 2,000 unless set otherwise.
    candidates = 2_000;
    /// Characters of the longest word that is compared; of a longer one none is likely. 64 unless set otherwise.
    word = 64;
}

impl Limits {
    /// What bounds the reading of a file, and what is told of its faults.
    pub(super) fn bounds(&self) -> Bounds {
        Bounds {
            bytes: self.bytes.min(MAX_FILE_BYTES),
            nesting: self.nesting.min(MAX_DEPTH),
            // Which text is the letter is known only once the file is read.
            text: self.text.max(self.letter),
            faults: self.faults,
            suggestions: self.suggestions,
            candidates: self.candidates,
            word: self.word,
            is_verbatim: false,
        }
    }
}
