//! Cubes over bits, and cubes over cubes: what a rule book becomes when it is compiled.

use std::collections::BTreeSet;

use super::hash::{Seen, Table};

/// A bit of the case or the result of a gate, or its opposite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Literal(u32);

impl Literal {
    /// What is always so.
    pub(crate) const TRUE: Self = Self(0);
    /// What is never so.
    pub(crate) const FALSE: Self = Self(1);

    /// What it is in every case, where it is a constant.
    pub(crate) fn always(self) -> Option<bool> {
        match self {
            Self::TRUE => Some(true),
            Self::FALSE => Some(false),
            _ => None,
        }
    }

    pub(crate) const fn of(gate: usize) -> Self {
        // A network beyond two thousand million gates does not fit in memory.
        #[expect(clippy::cast_possible_truncation, reason = "see above")]
        let gate = gate as u32;
        Self(gate << 1)
    }

    /// The gate that it reads.
    pub(crate) const fn gate(self) -> usize {
        (self.0 >> 1) as usize
    }

    /// Whether it is the opposite of the gate.
    pub(crate) const fn is_negated(self) -> bool {
        self.0 & 1 == 1
    }
}

/// The two ways in which two literals differ, each as what then holds.
pub(crate) fn ways_apart((one, other): (Literal, Literal)) -> [[Literal; 2]; 2] {
    [[one, !other], [!one, other]]
}

impl std::ops::Not for Literal {
    type Output = Self;

    fn not(self) -> Self {
        Self(self.0 ^ 1)
    }
}

/// One gate of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Gate {
    /// A bit of the case.
    Input(usize),
    /// A cube: every literal holds.
    All(Vec<Literal>),
}

/// Gates, each after everything it reads. Equal cubes are one gate.
///
/// "Any" is a cube turned round: some literal holds unless every opposite does. Both keep three-valued
/// truth as it is, so one network serves two-valued, three-valued and many-case evaluation, and is
/// what diagrams are built from.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    gates: Vec<Gate>,
    // Looked up only, never walked: its order reaches nothing.
    known: Table<Vec<Literal>, Literal>,
    inputs: Table<usize, Literal>,
}

impl Default for Network {
    fn default() -> Self {
        Self {
            gates: vec![Gate::All(Vec::new())],
            known: Table::default(),
            inputs: Table::default(),
        }
    }
}

impl Network {
    /// A bit of the case.
    pub(crate) fn input(&mut self, bit: usize) -> Literal {
        let gates = &mut self.gates;
        *self.inputs.entry(bit).or_insert_with(|| {
            gates.push(Gate::Input(bit));
            Literal::of(gates.len() - 1)
        })
    }

    /// Bits of the case, each so or not.
    pub(crate) fn are(&mut self, bits: &[(usize, bool)]) -> Vec<Literal> {
        let is = |(bit, yes): &(usize, bool)| {
            let input = self.input(*bit);
            if *yes { input } else { !input }
        };
        bits.iter().map(is).collect()
    }

    /// Every one of these.
    pub(crate) fn all(&mut self, mut literals: Vec<Literal>) -> Literal {
        literals.sort_unstable();
        literals.dedup();
        literals.retain(|literal| *literal != Literal::TRUE);
        let contradicts = literals
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a.gate() == b.gate()));
        if contradicts || literals.first() == Some(&Literal::FALSE) {
            return Literal::FALSE;
        }
        match literals.as_slice() {
            [] => Literal::TRUE,
            [only] => *only,
            _ => match self.known.get(&literals) {
                Some(known) => *known,
                None => {
                    let new = Literal::of(self.gates.len());
                    self.gates.push(Gate::All(literals.clone()));
                    self.known.insert(literals, new);
                    new
                }
            },
        }
    }

    /// At least one of these.
    pub(crate) fn any(&mut self, literals: Vec<Literal>) -> Literal {
        let Some(mut every) = self.common(&literals) else {
            return self.some(literals);
        };
        let mut rest = Vec::with_capacity(literals.len());
        for literal in literals {
            let cube = self.cube(literal).into_iter().flatten();
            let more = cube.filter(|literal| !every.contains(literal));
            let more = more.copied().collect();
            rest.push(self.all(more));
        }
        every.push(self.some(rest));
        self.all(every)
    }

    fn some(&mut self, mut literals: Vec<Literal>) -> Literal {
        for literal in &mut literals {
            *literal = !*literal;
        }
        !self.all(literals)
    }

    /// Both of these.
    pub(crate) fn both(&mut self, one: Literal, other: Literal) -> Literal {
        self.all(vec![one, other])
    }

    /// What every one of several cubes needs, where that is anything: `a∧x or a∧y` is `a and (x or y)`.
    fn common(&self, literals: &[Literal]) -> Option<Vec<Literal>> {
        let (first, others) = literals
            .split_first()
            .filter(|(_, others)| !others.is_empty())?;
        let mut common = self.cube(*first)?.to_vec();
        for literal in others {
            let cube = self.cube(*literal)?;
            common.retain(|literal| cube.binary_search(literal).is_ok());
            if common.is_empty() {
                return None;
            }
        }
        Some(common)
    }

    /// The literals of a cube of at least two; `None` for anything else.
    fn cube(&self, literal: Literal) -> Option<&[Literal]> {
        match self.gates.get(literal.gate())? {
            Gate::All(literals) if !literal.is_negated() && !literals.is_empty() => Some(literals),
            _ => None,
        }
    }

    /// A gate.
    pub(crate) fn gate(&self, literal: Literal) -> Option<&Gate> {
        self.gates.get(literal.gate())
    }

    /// The bits that literals ask for, each where it is first met: what is asked together stands together.
    /// With every place below `bits`; those that nothing asks for come last.
    pub(crate) fn asked(&self, of: impl Iterator<Item = Literal>, bits: usize) -> Vec<usize> {
        let mut seen = vec![false; self.gates.len()];
        let mut asked: Vec<usize> = Vec::new();
        for literal in of {
            let mut waiting = vec![literal.gate()];
            while let Some(gate) = waiting.pop() {
                match seen.get_mut(gate) {
                    Some(seen) if !*seen => *seen = true,
                    _ => continue,
                }
                match self.gates.get(gate) {
                    Some(Gate::Input(bit)) => asked.push(*bit),
                    Some(Gate::All(literals)) => {
                        waiting.extend(literals.iter().rev().map(|literal| literal.gate()));
                    }
                    None => {}
                }
            }
        }
        let met: BTreeSet<usize> = asked.iter().copied().collect();
        asked.extend((0..bits).filter(|bit| !met.contains(bit)));
        asked
    }

    /// The bits that a literal depends on.
    pub(crate) fn bits(&self, literal: Literal) -> BTreeSet<usize> {
        let mut seen: Seen<usize> = Seen::default();
        let mut bits = BTreeSet::new();
        let mut waiting = vec![literal.gate()];
        while let Some(gate) = waiting.pop() {
            match self.gates.get(gate).filter(|_| seen.insert(gate)) {
                Some(Gate::Input(bit)) => {
                    bits.insert(*bit);
                }
                Some(Gate::All(literals)) => {
                    waiting.extend(literals.iter().map(|literal| literal.gate()));
                }
                None => {}
            }
        }
        bits
    }

    /// Every gate, each after everything it reads.
    pub(crate) fn gates(&self) -> &[Gate] {
        &self.gates
    }

    /// Takes away the gates from this one on.
    pub(crate) fn truncate(&mut self, to: usize) {
        for gate in self.gates.drain(to.min(self.gates.len())..) {
            match gate {
                Gate::Input(bit) => self.inputs.remove(&bit),
                Gate::All(literals) => self.known.remove(&literals),
            };
        }
    }

    /// The gates that these literals are worked out from, and those of the literals themselves, each after everything
    /// it reads: but none that is made, nor what those alone read.
    pub(crate) fn cone(&self, of: &[Literal], is_made: impl Fn(usize) -> bool) -> Vec<Literal> {
        let mut wanted: Seen<usize> = Seen::default();
        let mut cone: Vec<Literal> = Vec::new();
        let mut waiting: Vec<usize> = of.iter().map(|literal| literal.gate()).collect();
        while let Some(gate) = waiting.pop() {
            if is_made(gate) || !wanted.insert(gate) {
                continue;
            }
            cone.push(Literal::of(gate));
            if let Some(Gate::All(literals)) = self.gates.get(gate) {
                waiting.extend(literals.iter().map(|literal| literal.gate()));
            }
        }
        cone.sort_unstable();
        cone
    }
}
