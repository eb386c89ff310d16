//! Imports as files write them.

use super::law::read_entitlement;
use crate::{
    fact::{Domain, FactId, Vocabulary, read_provision},
    law::Provision,
    rule::model::Import,
    source::{Code, Fields, Node, Problems, text},
};

pub(super) fn read_imports(
    sections: &[Fields<'_>],
    vocabulary: &Vocabulary,
    problems: &mut Problems,
) -> Vec<Import> {
    let mut imports = Vec::new();
    for section in sections {
        for node in section.list("imports", problems) {
            imports.extend(read_import(node, vocabulary, problems));
        }
    }
    imports
}

fn read_import(node: &Node, vocabulary: &Vocabulary, problems: &mut Problems) -> Option<Import> {
    let known = ["exemptions-from", "under", "except", "raised", "extent"];
    let fields = Fields::open(node, "an import", &known, problems)?;
    let from = fields
        .required("exemptions-from", problems)
        .and_then(|node| read_entitlement(node, problems));
    fields.required("under", problems);
    let mut provisions = |field: &str| -> Vec<Provision> {
        let nodes = fields.many(field).iter();
        nodes
            .filter_map(|node| read_provision(node, problems))
            .collect()
    };
    let (under, except) = (provisions("under"), provisions("except"));
    let mut fact = |field: &str, domain: Domain| {
        let node = fields.required(field, problems)?;
        read_fact(node, domain, vocabulary, problems)
    };
    let raised = fact("raised", Domain::YesNo);
    let extent = fact("extent", Domain::Extent);
    Some(Import {
        from: from?,
        under,
        except,
        raised: raised?,
        extent: extent?,
    })
}

fn read_fact(
    node: &Node,
    domain: Domain,
    vocabulary: &Vocabulary,
    problems: &mut Problems,
) -> Option<FactId> {
    let id = text(node, problems)?;
    let found = vocabulary.find(id);
    let fits = found
        .and_then(|fact| vocabulary.get(fact))
        .is_some_and(|declared| declared.domain == domain);
    if !fits {
        let names = vocabulary
            .iter()
            .filter(|(_, declared)| declared.domain == domain)
            .map(|(_, declared)| declared.id.as_str());
        problems.report(
            Code::UnknownFact,
            &node.place,
            format!("the vocabulary has no fact `{id}` of this kind"),
            problems.did_you_mean(
                id,
                names,
                "name a yes/no fact under `raised:` and an extent under `extent:`",
            ),
        );
        return None;
    }
    found
}
