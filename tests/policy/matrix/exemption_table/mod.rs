//! The table: which exemption reaches which right, written from the Act and not from the rules.

pub const COLUMNS: [&str; 11] = [
    "13/14",
    "15",
    "16",
    "17",
    "18",
    "19",
    "20",
    "21",
    "22A-D",
    "complaint",
    "34",
];

/// Y: reaches all of it; P: reaches a part, or only some of the paragraph's rules do; N: does not.
/// One row a paragraph: its name, the provisions whose exemptions belong to it, and the columns above.
pub const TABLE: &[(&str, &[&str], &str)] = &[
    (
        "s.24(1)-(2) unstructured papers",
        &["section-24/2", "section-24/5", "section-24/6"],
        "Y P N N N N Y P N N N",
    ),
    (
        "s.24(3)-(4) personnel papers",
        &["section-24/4"],
        "Y Y Y Y Y Y Y Y Y N Y",
    ),
    (
        "s.25 old historical papers",
        &["section-25"],
        "N N Y Y N N N N N N N",
    ),
    (
        "s.26 national security and defence",
        &["section-26", "section-27"],
        "Y Y Y Y Y Y Y Y Y N Y",
    ),
    (
        "Sch.2 para.2(1) crime and tax",
        &["schedule-2/2/1"],
        "Y Y Y Y Y Y Y P N N Y",
    ),
    (
        "Sch.2 para.2(3) recipient",
        &["schedule-2/2/3"],
        "Y Y N N N N N N N N N",
    ),
    (
        "Sch.2 para.3 risk rating",
        &["schedule-2/3"],
        "Y Y N N N N N N N N N",
    ),
    (
        "Sch.2 para.4 immigration",
        &["schedule-2/4", "schedule-2/4a"],
        "Y Y N Y Y N N P N N N",
    ),
    (
        "Sch.2 para.5 law and proceedings",
        &["schedule-2/5"],
        "Y Y Y Y Y Y Y P N N N",
    ),
    (
        "Sch.2 para.7 protecting the public",
        &["schedule-2/7"],
        "Y Y Y Y Y Y Y P N N N",
    ),
    (
        "Sch.2 para.8 audit",
        &["schedule-2/8"],
        "Y Y Y Y Y Y Y P N N N",
    ),
    (
        "Sch.2 para.9 Bank of England",
        &["schedule-2/9"],
        "Y Y Y Y Y Y Y P N N N",
    ),
    (
        "Sch.2 para.10 complaints",
        &["schedule-2/10"],
        "Y Y Y Y Y Y Y P N N N",
    ),
    (
        "Sch.2 para.11 other regulators",
        &["schedule-2/11"],
        "Y Y Y Y Y Y Y P N N N",
    ),
    (
        "Sch.2 para.13 parliamentary privilege",
        &["schedule-2/13"],
        "Y Y Y Y Y Y Y P N N Y",
    ),
    (
        "Sch.2 para.14 judicial",
        &["schedule-2/14"],
        "Y Y Y Y Y Y Y P N N N",
    ),
    (
        "Sch.2 para.15 honours, Crown posts",
        &["schedule-2/15"],
        "Y Y Y Y Y Y Y P N N N",
    ),
    // Only as far as the item is about other people: the extent is a fact.
    (
        "Sch.2 para.16 rights of others",
        &["schedule-2/16"],
        "N Y N N N N N N N N N",
    ),
    (
        "Sch.2 paras.19-24",
        &[
            "schedule-2/19",
            "schedule-2/20",
            "schedule-2/21",
            "schedule-2/22",
            "schedule-2/23",
            "schedule-2/24",
        ],
        "Y Y N N N N N N N N N",
    ),
    (
        "Sch.2 para.25(1) exam scripts",
        &["schedule-2/25/1"],
        "Y Y N N N N N N N N N",
    ),
    // Marks only move the time: no exemption.
    (
        "Sch.2 para.25(2) marks",
        &["schedule-2/25/2"],
        "N N N N N N N N N N N",
    ),
    (
        "Sch.2 para.26 special purposes",
        &["schedule-2/26"],
        "Y Y Y Y P Y Y P N N Y",
    ),
    (
        "Sch.2 para.27 research",
        &["schedule-2/27"],
        "N P Y N Y N N P N N N",
    ),
    (
        "Sch.2 para.28 archiving",
        &["schedule-2/28"],
        "N Y Y N Y Y P P N N N",
    ),
    (
        "Sch.3 paras.3, 9, 18 court reports",
        &["schedule-3/3", "schedule-3/9", "schedule-3/18"],
        "Y Y Y Y Y N Y P N N N",
    ),
    (
        "Sch.3 paras.4, 10 expectations",
        &["schedule-3/4", "schedule-3/10"],
        "Y Y Y Y Y N Y P N N N",
    ),
    (
        "Sch.3 paras.5, 11, 19 serious harm",
        &["schedule-3/5", "schedule-3/11", "schedule-3/19"],
        "N Y N N N N N N N N N",
    ),
    (
        "Sch.3 paras.6, 12, 20 bars",
        &["schedule-3/6", "schedule-3/12", "schedule-3/20"],
        "N Y N N N N N N N N N",
    ),
    (
        "Sch.3 para.21 child abuse",
        &["schedule-3/21"],
        "N Y N N N N N N N N N",
    ),
    (
        "Sch.4 listed enactments",
        &[
            "schedule-4/2",
            "schedule-4/3",
            "schedule-4/4",
            "schedule-4/5",
            "schedule-4/6",
        ],
        "N Y N N N N N N N N N",
    ),
];
