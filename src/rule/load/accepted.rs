//! Accepted findings as files write them.

use crate::{
    rule::model::Acceptance,
    source::{Fields, Problems, text, words},
};

pub(super) fn read_accepted(sections: &[Fields<'_>], problems: &mut Problems) -> Vec<Acceptance> {
    let mut accepted = Vec::new();
    for section in sections {
        for node in section.list("accepted", problems) {
            let known = ["finding", "of", "because"];
            let Some(fields) = Fields::open(node, "an acceptance", &known, problems) else {
                continue;
            };
            let mut said = |field: &str| {
                let node = fields.required(field, problems)?;
                words(node, problems)
            };
            let (finding, because) = (said("finding"), said("because"));
            fields.required("of", problems);
            let of = fields.many("of").iter();
            let of = of.filter_map(|node| text(node, problems).map(str::to_owned));
            let of: Vec<String> = of.collect();
            if let Some((finding, because)) = finding.zip(because) {
                accepted.push(Acceptance {
                    finding,
                    of,
                    because,
                    file: node.place.file().to_owned(),
                    line: node.place.line(),
                });
            }
        }
    }
    accepted
}
