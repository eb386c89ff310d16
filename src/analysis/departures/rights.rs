//! What one side grants and the other does not.

use std::collections::{BTreeMap, BTreeSet};

use super::{ByRule, Looking, Made, named};
use crate::{
    analysis::{FindingKind, Like, Severity, parts::asked_by},
    bdd::{BudgetExceeded, Edge},
    circuit::Literal,
    engine::BookLiterals,
    law::{Entitlement, Provision, Right, Term},
    rule::{Force, Role, Rule, RuleBook, RuleId},
};

impl<'p> Looking<'p> {
    pub(super) fn right(&mut self, right: Right) {
        let mut refused: ByRule = BTreeMap::new();
        let mut given: ByRule = BTreeMap::new();
        for entitlement in Entitlement::all().filter(|each| each.right() == right) {
            if self
                .entitlement(entitlement, &mut refused, &mut given)
                .is_err()
            {
                // Too many cases to draw: one of each kind is looked for instead.
                self.one_of_each(entitlement);
            }
            let in_use = !refused.is_empty() || !given.is_empty();
            if !in_use {
                self.pair.space.keep_small();
            }
        }
        for (id, (entitlements, cases)) in refused {
            if let Some(rule) = self.own.rule(id) {
                let made = self.refused(rule, &entitlements, right);
                self.add(cases, made);
            }
        }
        for (id, (entitlements, cases)) in given {
            if let Some(rule) = self.law.rule(id) {
                let made = self.given(rule, &entitlements, right);
                self.add(cases, made);
            }
        }
    }

    /// The same findings where the cases are too many for a diagram, each with one case.
    fn one_of_each(&mut self, entitlement: Entitlement) {
        let right = entitlement.right();
        let saids = [&self.pair.before.said, &self.pair.after.said];
        let [own, law] = saids.map(|said| said.granted(entitlement));
        let [own_scope, law_scope] = saids.map(|said| said.scope);
        let ([_, own_part, own_whole], [_, law_part, law_whole]) = (own, law);
        let network = self.pair.space.network();
        let mut exceeds = |[part, whole]: [Literal; 2], [less_part, less_whole]: [Literal; 2]| {
            let parts = network.both(part, !less_part);
            let wholes = network.both(whole, !less_whole);
            let either = network.any(vec![parts, wholes]);
            network.all(vec![either, own_scope, law_scope])
        };
        let less = exceeds([law_part, law_whole], [own_part, own_whole]);
        let more = exceeds([own_part, own_whole], [law_part, law_whole]);
        for id in limits(self.own, entitlement) {
            let [takes, _] = self.pair.before.does(id);
            if let Some(rule) = self.own.rule(id) {
                let made = self.refused(rule, &[entitlement], right);
                self.add_one(&[takes, less], made);
            }
        }
        for id in limits(self.law, entitlement) {
            let [takes, _] = self.pair.after.does(id);
            if let Some(rule) = self.law.rule(id) {
                let made = self.given(rule, &[entitlement], right);
                self.add_one(&[takes, more], made);
            }
        }
        let holds = |said: &BookLiterals, id: RuleId| {
            let bits = said.rules.get(id.0);
            bits.map_or(Literal::FALSE, |bits| bits.holds)
        };
        let [own_ground, _, _] = own;
        let [law_ground, _, _] = law;
        let mut lacking = Vec::new();
        for (book, said, other, apart, is_law) in [
            (self.law, &self.pair.after.said, own_ground, less, true),
            (self.own, &self.pair.before.said, law_ground, more, false),
        ] {
            for (id, rule) in book.rules() {
                if rule.role == Role::Ground(entitlement) {
                    let literals = [holds(said, id), !other, apart];
                    let made = if is_law {
                        self.lacking(rule, entitlement)
                    } else {
                        self.beyond(rule, entitlement)
                    };
                    lacking.push((literals, made));
                }
            }
        }
        for (literals, made) in lacking {
            self.add_one(&literals, made);
        }
    }

    /// Where one side grants more than the other, by the limit that makes the difference; what no limit makes is
    /// told at once, by ground.
    fn entitlement(
        &mut self,
        entitlement: Entitlement,
        refused: &mut ByRule,
        given: &mut ByRule,
    ) -> Result<(), BudgetExceeded> {
        let saids = [&self.pair.before.said, &self.pair.after.said];
        let [own, law] = saids.map(|said| said.granted(entitlement));
        let scopes = saids.map(|said| said.scope);
        let (circuit, diagrams) = self.pair.space.diagrams_of_books();
        diagrams.renew_budget();
        let scopes = diagrams.edges(circuit, &scopes)?;
        let own = diagrams.edges(circuit, own.get(1..).unwrap_or_default())?;
        let law = diagrams.edges(circuit, law.get(1..).unwrap_or_default())?;
        let mut ways = [
            diagrams.some_only(&law, &own)?,
            diagrams.some_only(&own, &law)?,
        ];
        for way in &mut ways {
            for scope in &scopes {
                *way = diagrams.both(*way, *scope)?;
            }
            *way = diagrams.possible(circuit, *way)?;
        }
        let [less, more] = ways;
        let less = self.by_limit(less, entitlement, true, refused)?;
        let more = self.by_limit(more, entitlement, false, given)?;
        self.by_ground(less, entitlement, true)?;
        self.by_ground(more, entitlement, false)
    }

    /// Takes out of some cases those in which a limit of one side takes something, limit by limit.
    fn by_limit(
        &mut self,
        mut left: Edge,
        entitlement: Entitlement,
        is_own: bool,
        by: &mut ByRule,
    ) -> Result<Edge, BudgetExceeded> {
        let (book, revision) = if is_own {
            (self.own, &self.pair.before)
        } else {
            (self.law, &self.pair.after)
        };
        let (circuit, diagrams) = self.pair.space.diagrams_of_books();
        for id in limits(book, entitlement) {
            if left == Edge::NO {
                break;
            }
            let takes = diagrams.edges(circuit, &revision.does(id))?;
            let Some(takes) = takes.first().copied() else {
                continue;
            };
            let here = diagrams.both(left, takes)?;
            left = diagrams.without(left, takes)?;
            if here != Edge::NO {
                let (entitlements, cases) = by.entry(id).or_insert((Vec::new(), Edge::NO));
                entitlements.push(entitlement);
                *cases = diagrams.either(*cases, here)?;
            }
        }
        Ok(left)
    }

    /// What no limit makes: one side has a ground, and the other has none that holds.
    fn by_ground(
        &mut self,
        mut left: Edge,
        entitlement: Entitlement,
        is_own: bool,
    ) -> Result<(), BudgetExceeded> {
        let book = if is_own { self.law } else { self.own };
        let grounds: Vec<(RuleId, &'p Rule)> = book
            .rules()
            .filter(|(_, rule)| rule.role == Role::Ground(entitlement))
            .collect();
        for (id, rule) in grounds {
            if left == Edge::NO {
                break;
            }
            let side = if is_own {
                &self.pair.after
            } else {
                &self.pair.before
            };
            let holds = side
                .said
                .rules
                .get(id.0)
                .map_or(Literal::FALSE, |bits| bits.holds);
            let (circuit, diagrams) = self.pair.space.diagrams_of_books();
            let holds = diagrams.edges(circuit, &[holds])?;
            let Some(holds) = holds.first().copied() else {
                continue;
            };
            let here = diagrams.both(left, holds)?;
            left = diagrams.without(left, holds)?;
            if here == Edge::NO {
                continue;
            }
            let made = if is_own {
                self.lacking(rule, entitlement)
            } else {
                self.beyond(rule, entitlement)
            };
            self.add(here, made);
        }
        Ok(())
    }

    /// A limit of the procedure refuses what the law grants.
    fn refused(&self, rule: &'p Rule, entitlements: &[Entitlement], right: Right) -> Made<'p> {
        let nearest = self.limits_cited(rule, entitlements);
        let first: Vec<&str> = nearest.iter().take(SHOWN).map(String::as_str).collect();
        let cited = if first.is_empty() {
            String::new()
        } else {
            format!(", such as {}", first.join("; "))
        };
        Made {
            kind: FindingKind::Unlawful,
            severity: Severity::Fault,
            says: format!(
                "By its limit `{}` the procedure refuses what the law grants: {}.",
                rule.id,
                labels(entitlements)
            ),
            about: vec![rule.id.clone()],
            right: Some(right),
            own: vec![rule],
            law: self.grounds(self.law, entitlements),
            amendment: Some(format!(
                "Say in {} that this limit goes no further than the law's own limits{cited}.",
                rule.provision.cite(),
            )),
            like: Some(
                Like::new(
                    "The procedure refuses by these limits what the law grants. Amend each so that it goes no further \
                     than the law's own limits.",
                    named(rule),
                )
                .of(labels_of(entitlements)),
            ),
            shows: self.shows(entitlements),
        }
    }

    /// The procedure grants what a limit of the law takes away.
    fn given(&self, rule: &'p Rule, entitlements: &[Entitlement], right: Right) -> Made<'p> {
        let must = matches!(
            rule.role,
            Role::Exemption {
                force: Force::Must,
                ..
            }
        );
        let what = if must {
            "The council must apply this limit, whatever its procedure says."
        } else {
            "The council may be more generous than the law."
        };
        Made {
            kind: FindingKind::Generous,
            severity: if must {
                Severity::Fault
            } else {
                Severity::Note
            },
            says: format!(
                "The procedure grants what the law's limit `{}` takes away: {}. {what}",
                rule.id,
                labels(entitlements),
            ),
            about: vec![rule.id.clone()],
            right: Some(right),
            own: self.grounds(self.own, entitlements),
            law: vec![rule],
            amendment: must
                .then(|| format!("Add the limit of {}: {}", rule.provision.cite(), rule.says)),
            like: Some(
                Like::new(
                    if must {
                        "The procedure grants what these limits of the law take away. The council must apply them: add \
                         each to the procedure."
                    } else {
                        "The procedure grants what these limits of the law could take away. The council may be more \
                         generous than the law."
                    },
                    named(rule),
                )
                .of(labels_of(entitlements)),
            ),
            shows: self.shows(entitlements),
        }
    }

    /// The law has a ground where the procedure has none that holds.
    fn lacking(&self, rule: &'p Rule, entitlement: Entitlement) -> Made<'p> {
        let label = entitlement.label();
        let known = self.own.entitlements(entitlement.right());
        let has_none = !known.contains(&entitlement);
        Made {
            kind: if has_none {
                FindingKind::Silent
            } else {
                FindingKind::Unlawful
            },
            severity: Severity::Fault,
            says: if has_none {
                format!(
                    "The law grants “{label}”, and the procedure has no rule for it: {}",
                    rule.says
                )
            } else {
                format!(
                    "The law grants “{label}” on a ground that the procedure does not have in these cases: {}",
                    rule.says
                )
            },
            about: vec![entitlement.code().to_owned(), rule.id.clone()],
            right: Some(entitlement.right()),
            own: self.grounds(self.own, &[entitlement]),
            law: vec![rule],
            amendment: Some(format!(
                "Add the ground of {}: {}",
                rule.provision.cite(),
                rule.says
            )),
            like: Some(Like::new(
                if has_none {
                    "The law grants these, and the procedure has no rule for them. Add each."
                } else {
                    "The law grants these on grounds that the procedure does not have. Add each ground."
                },
                format!("{label} ({}): {}", rule.provision.cite(), rule.says),
            )),
            shows: self.shows(&[entitlement]),
        }
    }

    /// The procedure has a ground where the law has none that holds.
    fn beyond(&self, rule: &'p Rule, entitlement: Entitlement) -> Made<'p> {
        Made {
            kind: FindingKind::Generous,
            severity: Severity::Note,
            says: format!(
                "The procedure grants “{}” on a ground that the law does not have in these cases: {} The council may \
                 be more generous than the law.",
                entitlement.label(),
                rule.says
            ),
            about: vec![rule.id.clone()],
            right: Some(entitlement.right()),
            own: vec![rule],
            law: self.grounds(self.law, &[entitlement]),
            amendment: None,
            like: Some(
                Like::new(
                    "The procedure grants these on grounds that the law does not have. The council may be more generous \
                     than the law.",
                    named(rule),
                )
                .of(labels_of(&[entitlement])),
            ),
            shows: self.shows(&[entitlement]),
        }
    }

    /// What an example shows of some entitlements.
    fn shows(&self, entitlements: &[Entitlement]) -> Vec<(String, Vec<Literal>)> {
        let first = entitlements.first().copied();
        let sides = [
            ("procedure", &self.pair.before.said),
            ("law", &self.pair.after.said),
        ];
        let shown = sides.map(|(name, said)| {
            let granted = first
                .map(|first| said.granted(first))
                .unwrap_or([Literal::FALSE; 3]);
            let label = first.map_or("", |first| first.label());
            let [_, part, whole] = granted;
            [
                (
                    format!("granted by the {name}, at least in part ({label})"),
                    vec![part],
                ),
                (format!("granted by the {name} wholly"), vec![whole]),
            ]
        });
        shown.into_iter().flatten().collect()
    }

    /// The grounds of some entitlements that can hold on these days.
    fn grounds(&self, book: &'p RuleBook, of: &[Entitlement]) -> Vec<&'p Rule> {
        let is_one = |rule: &Rule| matches!(rule.role, Role::Ground(each) if of.contains(&each));
        let rules = book.rules();
        let grounds = rules.filter(|(id, rule)| is_one(rule) && self.can_hold(book, *id));
        grounds.map(|(_, rule)| rule).collect()
    }

    /// Whether a rule of one side holds in some case of these days.
    fn can_hold(&self, book: &RuleBook, id: RuleId) -> bool {
        let said = if std::ptr::eq(book, self.own) {
            &self.pair.before.said
        } else {
            &self.pair.after.said
        };
        let bits = said.rules.get(id.0);
        bits.is_some_and(|bits| bits.holds != Literal::FALSE)
    }

    /// The provisions of the law's own limits of some entitlements, the nearest to a rule of the procedure first:
    /// those that ask what it asks, or that its questions are taken from; then those made for these entitlements,
    /// for a limit that reaches much is seldom the one that is meant.
    fn limits_cited(&self, own: &Rule, of: &[Entitlement]) -> Vec<String> {
        let in_force = self.grounds(self.law, of);
        let of_grounds = in_force
            .iter()
            .filter_map(|ground| self.law.find(&ground.id));
        let reaching = of_grounds.flat_map(|ground| self.law.reaching(ground));
        let ids: BTreeSet<RuleId> = reaching.map(|reacher| reacher.rule).collect();
        let reaches = |id: RuleId| self.law.reached_by(id).count();
        let asked = asked_by(self.own, own);
        let vocabulary = self.own.vocabulary();
        let declared = asked.iter().filter_map(|fact| vocabulary.get(*fact));
        let taken_from: Vec<&Provision> = declared
            .flat_map(|declared| declared.factors.iter().map(|factor| &factor.provision))
            .collect();
        let is_far = |rule: &Rule| {
            let from = |provision: &Provision| {
                provision.covers(&rule.provision) || rule.provision.covers(provision)
            };
            asked.is_disjoint(&asked_by(self.law, rule))
                && !taken_from.iter().any(|provision| from(provision))
        };
        // A whole Schedule is nothing that a sentence could name as a limit.
        let is_a_schedule = |provision: &Provision| {
            let parts: Vec<&str> = provision.segments().collect();
            matches!(parts.as_slice(), [_, only] if only.starts_with("schedule-"))
        };
        let limit = |id: RuleId| {
            let rule = self.law.rule(id).filter(|_| self.can_hold(self.law, id))?;
            (!is_a_schedule(&rule.provision)).then_some((id, rule))
        };
        let mut limits: Vec<_> = ids.into_iter().filter_map(limit).collect();
        limits.sort_by_cached_key(|(id, rule)| (is_far(rule), reaches(*id), *id));
        // Of a paragraph and its parts the paragraph is enough.
        let all: Vec<&Provision> = limits.iter().map(|(_, rule)| &rule.provision).collect();
        let mut cited: Vec<String> = Vec::new();
        for provision in &all {
            let is_told = all
                .iter()
                .any(|other| other != provision && other.covers(provision));
            let words = provision.cite();
            if !is_told && !cited.contains(&words) {
                cited.push(words);
            }
        }
        cited
    }
}

/// How many of the law's limits an amendment names.
const SHOWN: usize = 6;

/// The exemptions that reach a ground of an entitlement, in the order of the book.
fn limits(book: &RuleBook, entitlement: Entitlement) -> BTreeSet<RuleId> {
    let grounds = book
        .rules()
        .filter(|(_, rule)| rule.role == Role::Ground(entitlement));
    grounds
        .flat_map(|(id, _)| book.reaching(id).iter().map(|reacher| reacher.rule))
        .collect()
}

fn labels(entitlements: &[Entitlement]) -> String {
    labels_of(entitlements).collect::<Vec<_>>().join("; ")
}

fn labels_of(entitlements: &[Entitlement]) -> impl Iterator<Item = &'static str> {
    entitlements.iter().map(|each| each.label())
}
