//! The items of a request by their paths.

use std::collections::BTreeMap;

use super::request::Item;
use crate::source::MAX_DEPTH;

/// The items by their paths (`file / page 3`), each with the way to it: its position at each depth. Of two items with
/// one path it is the first, as a reader meets them.
///
/// Items that nest too deeply to be decided have no path here.
pub(super) fn ways_to(items: &[Item]) -> BTreeMap<String, Vec<usize>> {
    let mut ways = BTreeMap::new();
    let mut open = vec![(String::new(), Vec::new(), items.iter().enumerate())];
    while let Some((outer, way, rest)) = open.last_mut() {
        let Some((at, item)) = rest.next() else {
            open.pop();
            continue;
        };
        let path = if way.is_empty() {
            item.name.clone()
        } else {
            format!("{outer} / {}", item.name)
        };
        let way: Vec<usize> = way.iter().copied().chain([at]).collect();
        ways.entry(path.clone()).or_insert_with(|| way.clone());
        if open.len() < MAX_DEPTH {
            open.push((path, way, item.items.iter().enumerate()));
        }
    }
    ways
}

/// The item at the end of a way.
pub(super) fn at_end<'i>(items: &'i mut [Item], way: &[usize]) -> Option<&'i mut Item> {
    let (first, deeper) = way.split_first()?;
    let mut item = items.get_mut(*first)?;
    for at in deeper {
        item = item.items.get_mut(*at)?;
    }
    Some(item)
}
