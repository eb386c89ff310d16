//! Places in the tables of a record.

/// A number of things, as it is written.
pub(super) fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

/// The place of a thing in its table, put there where it is new.
pub(super) fn place_of<T: PartialEq>(table: &mut Vec<T>, what: T) -> u32 {
    let at = table.iter().position(|known| *known == what);
    count(at.unwrap_or_else(|| {
        table.push(what);
        table.len() - 1
    }))
}

/// The things at some places.
pub(super) fn at_places<'a, T>(
    table: &'a [T],
    places: impl Iterator<Item = &'a u32>,
) -> impl Iterator<Item = &'a T> {
    places.filter_map(|place| table.get(usize::try_from(*place).ok()?))
}
