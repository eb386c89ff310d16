//! The picture of a right: what it gives, the grounds that grant it, the exemptions that take it and the
//! exceptions that give it back, from left to right.
//!
//! Between grounds and exemptions stand lanes, one for each set of grounds that some exemptions reach: a
//! dot on a lane says that the ground beside it is reached. So a right of thirteen grounds and sixty
//! exemptions stays readable, where a line for each pair would not.

use std::collections::BTreeSet;

use super::{
    lettering::{self, LetteredLine, Set},
    sections::{OfRight, Sections, Taking},
    words::capital,
};
use crate::{
    calendar::in_words,
    explain::outside::escaped,
    law::Term,
    rule::{Rule, RuleBook, RuleId},
};

const LINE: f64 = 17.0;
const PAD: f64 = 9.0;
const GAP: f64 = 10.0;
/// Where the first box stands, below the headings of the columns.
const TOP: f64 = 34.0;
const LANE: f64 = 18.0;
/// How much of a ground's box its number takes.
const NUMBER: f64 = 26.0;
const GIVEN: f64 = 200.0;
const GROUND: f64 = 270.0;
const EXEMPTION: f64 = 370.0;
const EXCEPTION: f64 = 250.0;
/// The space before a rule among others in a box.
const ENTRY: f64 = 5.0;
const APART: f64 = 26.0;
/// An exemption box that takes the place of exceptions too.
const WIDE: f64 = EXEMPTION + APART + EXCEPTION;

/// The short name of a rule: the last part of its id, in words.
pub(super) fn name(rule: &Rule) -> String {
    let last = rule.id.rsplit('/').next().unwrap_or(&rule.id);
    capital(&last.replace('-', " "))
}

/// When a rule is in force, in words; nothing where it always is.
pub(super) fn dates(rule: &Rule) -> String {
    let range = &rule.in_force;
    let from = range.from.map(|day| format!("from {}", in_words(day)));
    let until = range.until.map(|day| format!("until {}", in_words(day)));
    let both: Vec<String> = from.into_iter().chain(until).collect();
    let deemed = range
        .deemed_from
        .map(|day| format!("deemed from {}", in_words(day)));
    let parts: Vec<String> = [both.join(" ")].into_iter().chain(deemed).collect();
    parts.join(", ").trim_start_matches(", ").to_owned()
}

/// A box with its words.
struct Block {
    class: &'static str,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    inset: f64,
    /// Each line, and how much space stands before it.
    lines: Vec<(f64, LetteredLine)>,
}

impl Block {
    fn new(
        class: &'static str,
        (x, y): (f64, f64),
        width: f64,
        inset: f64,
        lines: Vec<(f64, LetteredLine)>,
    ) -> Self {
        let space: f64 = lines.iter().map(|(space, _)| space).sum();
        let height = PAD * 2.0 + LINE * lines.len().max(1) as f64 + space;
        Self {
            class,
            x,
            y,
            width,
            height,
            inset,
            lines,
        }
    }

    fn middle(&self) -> f64 {
        self.y + self.height / 2.0
    }

    fn write(&self, svg: &mut String) {
        // A column of a box has no frame of its own.
        if !self.class.is_empty() {
            *svg += &format!(
                "<rect class=\"{}\" x=\"{:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{:.0}\" rx=\"6\"/>\n",
                self.class, self.x, self.y, self.width, self.height
            );
        }
        let mut below = self.y + PAD;
        for (space, line) in &self.lines {
            let y = below + space + LINE * 0.76;
            below += space + LINE;
            let x = self.x + PAD + self.inset;
            *svg += &format!("<text x=\"{x:.0}\" y=\"{y:.1}\">");
            for (set, words) in line {
                *svg += &format!(
                    "<tspan class=\"{}\">{}</tspan>",
                    set.class(),
                    escaped(words)
                );
            }
            *svg += "</text>\n";
        }
    }
}

/// A set of grounds and where the exemptions that reach it stand.
struct Lane<'s> {
    reaches: &'s BTreeSet<usize>,
    boxes: Vec<f64>,
}

/// Everything of a picture, laid out.
#[derive(Default)]
struct Layout<'s> {
    blocks: Vec<Block>,
    /// The middle of each ground's box, in order.
    grounds: Vec<f64>,
    lanes: Vec<Lane<'s>>,
    /// Lines from an exemption box to the exceptions beside it: where they start and end, and how high.
    restored: Vec<(f64, f64, f64)>,
    height: f64,
}

/// The picture of a right as inline SVG, or nothing where the book grants nothing under it.
pub(super) fn picture(sections: &Sections<'_>, section: &OfRight) -> Option<String> {
    if section.grants.is_empty() {
        return None;
    }
    let mut sets: Vec<&BTreeSet<usize>> = Vec::new();
    for taking in &section.takes {
        if !sets.contains(&&taking.reaches) {
            sets.push(&taking.reaches);
        }
    }
    let lanes_at = GIVEN + APART + GROUND;
    let takes_at = lanes_at + LANE * (sets.len() as f64 + 1.0) + 6.0;
    let is_broad = |taking: &Taking| is_wide(taking) || !taking.exceptions.is_empty();
    let width = if section.takes.is_empty() {
        lanes_at
    } else if section.takes.iter().any(is_broad) {
        takes_at + WIDE
    } else {
        takes_at + EXEMPTION
    };
    let mut layout = Layout::default();
    layout.grants(sections.book, section);
    layout.lanes = sets
        .into_iter()
        .map(|reaches| Lane {
            reaches,
            boxes: Vec::new(),
        })
        .collect();
    layout.takes(sections.book, section, takes_at);
    Some(layout.svg(sections, section, (width, lanes_at, takes_at)))
}

fn stretch(rule: &Rule) -> (String, String) {
    let dates = dates(rule);
    let dates = if dates.is_empty() {
        dates
    } else {
        format!(" ({dates})")
    };
    (name(rule), format!("{}{dates}", rule.provision.cite()))
}

impl<'s> Layout<'s> {
    /// What the right gives, and beside each thing its grounds.
    fn grants(&mut self, book: &RuleBook, section: &OfRight) {
        let mut y = TOP;
        for (entitlement, grounds) in &section.grants {
            let label = capital(entitlement.label());
            let lines = close(lettering::lines(&[(Set::Bold, &label)], GIVEN - PAD * 2.0));
            let mut given = Block::new("given", (0.0, y), GIVEN, 0.0, lines);
            let mut below = y;
            for (_, ground) in grounds {
                let Some(rule) = book.rule(*ground) else {
                    continue;
                };
                let (name, cited) = stretch(rule);
                let stretches = [(Set::Bold, name.as_str()), (Set::Soft, cited.as_str())];
                let lines = close(lettering::lines(&stretches, GROUND - NUMBER - PAD * 2.0));
                let at = (GIVEN + APART, below);
                let block = Block::new("ground", at, GROUND, NUMBER, lines);
                below += block.height + GAP;
                self.grounds.push(block.middle());
                self.blocks.push(block);
            }
            given.height = given.height.max(below - GAP - y);
            y += given.height + GAP;
            self.blocks.push(given);
        }
        self.height = y;
    }

    /// Exemptions in groups, and beside each group its exceptions.
    fn takes(&mut self, book: &RuleBook, section: &OfRight, x: f64) {
        let mut y = TOP;
        for taking in &section.takes {
            let joint = y + PAD + LINE * 0.5;
            if let Some(lane) = self.lane_of(taking) {
                lane.boxes.push(joint);
            }
            let reach = format!("From {}:", section.reach_in_words(&taking.reaches));
            let height = if is_wide(taking) {
                self.wide(book, &reach, &taking.exemptions, (x, y))
            } else {
                let block = listed("exemption", book, &reach, &taking.exemptions, (x, y));
                let height = block.height;
                self.blocks.push(block);
                height.max(self.gives_back(book, taking, (x, y), joint))
            };
            y += height + GAP;
        }
        self.height = self.height.max(y);
    }

    /// Many exemptions that nothing restores, in two columns. Returns the height of their box.
    fn wide(&mut self, book: &RuleBook, reach: &str, rules: &[RuleId], at: (f64, f64)) -> f64 {
        let lines = close(lettering::lines(&[(Set::Soft, reach)], WIDE - PAD * 2.0));
        let mut frame = Block::new("exemption", at, WIDE, 0.0, lines);
        let below = at.1 + frame.height - PAD * 2.0 + ENTRY;
        let (first, second) = rules.split_at(rules.len().div_ceil(2));
        let mut columns = Vec::new();
        for (number, rules) in [first, second].into_iter().enumerate() {
            let at = (at.0 + WIDE / 2.0 * number as f64, below);
            let lines = entries(book, rules, WIDE / 2.0);
            let column = Block::new("", at, WIDE / 2.0, 0.0, lines);
            frame.height = frame.height.max(below + column.height - frame.y);
            columns.push(column);
        }
        let height = frame.height;
        self.blocks.push(frame);
        self.blocks.extend(columns);
        height
    }

    /// The exceptions of a group in a box beside it. Returns the height of that box.
    fn gives_back(&mut self, book: &RuleBook, taking: &Taking, at: (f64, f64), joint: f64) -> f64 {
        if taking.exceptions.is_empty() {
            return 0.0;
        }
        let right = at.0 + EXEMPTION;
        let place = (right + APART, at.1);
        let block = listed(
            "exception",
            book,
            "Given back by:",
            &taking.exceptions,
            place,
        );
        let height = block.height;
        self.restored.push((right, place.0, joint));
        self.blocks.push(block);
        height
    }

    fn lane_of(&mut self, taking: &Taking) -> Option<&mut Lane<'s>> {
        self.lanes
            .iter_mut()
            .find(|lane| *lane.reaches == taking.reaches)
    }

    fn svg(&self, sections: &Sections<'_>, section: &OfRight, across: (f64, f64, f64)) -> String {
        let (width, lanes_at, takes_at) = across;
        // Half of a frame stands outside its box.
        let wide = width + 2.0;
        let anchor = sections.anchor(Some(section.right));
        let (title, desc) = told(section);
        let mut svg = format!(
            "<svg class=\"picture\" role=\"img\" aria-labelledby=\"{anchor}-title {anchor}-desc\" \
             viewBox=\"-1 0 {wide:.0} {:.0}\" width=\"{wide:.0}\" height=\"{:.0}\">\n\
             <title id=\"{anchor}-title\">{title}</title>\n<desc id=\"{anchor}-desc\">{desc}</desc>\n",
            self.height, self.height
        );
        let mut headings = vec![
            (0.0, "What it gives"),
            (GIVEN + APART, "Grounds that grant it"),
        ];
        if !self.lanes.is_empty() {
            headings.push((takes_at, "Exemptions that take it"));
        }
        for (x, words) in headings {
            svg += &format!("<text class=\"column\" x=\"{x:.0}\" y=\"18\">{words}</text>\n");
        }
        self.lines(&mut svg, lanes_at, takes_at);
        for block in &self.blocks {
            block.write(&mut svg);
        }
        for (at, middle) in self.grounds.iter().enumerate() {
            let x = GIVEN + APART + PAD + 8.0;
            svg += &format!(
                "<text class=\"number\" x=\"{x:.0}\" y=\"{:.1}\">{}</text>\n",
                middle + 4.5,
                at + 1
            );
        }
        svg + "</svg>"
    }

    /// The lines between the boxes, below everything else.
    fn lines(&self, svg: &mut String, lanes_at: f64, takes_at: f64) {
        for middle in &self.grounds {
            *svg += &format!("<path class=\"grants\" d=\"M{GIVEN:.0} {middle:.1}h{APART:.0}\"/>\n");
        }
        // The first group stands next to the boxes: then no line to a lower group crosses its lane.
        let lane_x = |at: usize| takes_at - 6.0 - LANE * (at as f64 + 1.0);
        for (number, middle) in self.grounds.iter().enumerate() {
            let reached = |lane: &Lane<'_>| lane.reaches.contains(&(number + 1));
            if let Some(at) = self.lanes.iter().position(reached) {
                *svg += &format!(
                    "<path class=\"guide\" d=\"M{lanes_at:.0} {middle:.1}H{:.1}\"/>\n",
                    lane_x(at)
                );
            }
        }
        for (at, lane) in self.lanes.iter().enumerate() {
            let x = lane_x(at);
            let dots: Vec<f64> = self
                .grounds
                .iter()
                .enumerate()
                .filter(|(number, _)| lane.reaches.contains(&(number + 1)))
                .map(|(_, middle)| *middle)
                .collect();
            let ends = || dots.iter().chain(&lane.boxes).copied();
            let (top, bottom) = (
                ends().fold(f64::INFINITY, f64::min),
                ends().fold(0.0, f64::max),
            );
            *svg += &format!("<path class=\"lane\" d=\"M{x:.1} {top:.1}V{bottom:.1}\"/>\n");
            for joint in &lane.boxes {
                *svg += &format!("<path class=\"lane\" d=\"M{x:.1} {joint:.1}H{takes_at:.1}\"/>\n");
            }
            for dot in dots {
                *svg +=
                    &format!("<circle class=\"dot\" cx=\"{x:.1}\" cy=\"{dot:.1}\" r=\"4.5\"/>\n");
            }
        }
        for (from, to, y) in &self.restored {
            *svg += &format!("<path class=\"restores\" d=\"M{from:.1} {y:.1}H{to:.1}\"/>\n");
        }
    }
}

/// Lines with no space between them.
fn close(lines: Vec<LetteredLine>) -> Vec<(f64, LetteredLine)> {
    lines.into_iter().map(|line| (0.0, line)).collect()
}

/// Whether a group of exemptions takes the place of the exceptions beside it too.
fn is_wide(taking: &Taking) -> bool {
    taking.exceptions.is_empty() && taking.exemptions.len() > 8
}

/// A box with a few words and rules below them.
fn listed(
    class: &'static str,
    book: &RuleBook,
    words: &str,
    rules: &[RuleId],
    at: (f64, f64),
) -> Block {
    let width = if class == "exception" {
        EXCEPTION
    } else {
        EXEMPTION
    };
    let mut lines = close(lettering::lines(&[(Set::Soft, words)], width - PAD * 2.0));
    let below = entries(book, rules, width);
    lines.extend(below.into_iter().enumerate().map(|(at, (space, line))| {
        let space = if at == 0 { ENTRY } else { space };
        (space, line)
    }));
    Block::new(class, at, width, 0.0, lines)
}

/// Rules one below the other, each from a line of its own, with a little space between them.
fn entries(book: &RuleBook, rules: &[RuleId], width: f64) -> Vec<(f64, LetteredLine)> {
    let mut lines = Vec::new();
    let rules = rules.iter().filter_map(|rule| book.rule(*rule));
    for (at, rule) in rules.enumerate() {
        let (name, cited) = stretch(rule);
        let stretches = [(Set::Bold, name.as_str()), (Set::Soft, cited.as_str())];
        let broken = lettering::lines(&stretches, width - PAD * 2.0);
        let before = if at == 0 { 0.0 } else { ENTRY };
        let spaces = std::iter::once(before).chain(std::iter::repeat(0.0));
        lines.extend(spaces.zip(broken));
    }
    lines
}

/// The title and the description of a picture.
fn told(section: &OfRight) -> (String, String) {
    let (exemptions, exceptions) = section.taken_and_restored();
    let several = |count: usize, one: &str| match count {
        0 => format!("no {one}s"),
        1 => format!("1 {one}"),
        more => format!("{more} {one}s"),
    };
    let label = section.right.label();
    (
        format!("The right {} in a picture", named(label)),
        format!(
            "{}, {}, {} and {}. The same is in words below the picture.",
            capital(&several(section.grants.len(), "entitlement")),
            several(section.grounds(), "ground"),
            several(exemptions, "exemption"),
            several(exceptions, "exception"),
        ),
    )
}

/// A right after the word "right": `to be informed`, `of access`.
pub(super) fn named(label: &str) -> String {
    if label.starts_with("to ") {
        label.to_owned()
    } else {
        format!("of {label}")
    }
}
