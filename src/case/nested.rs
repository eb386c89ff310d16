//! Items nest as deeply as code builds them. Copying, comparing and dropping them does not go as deep on the stack.

use super::request::Item;

impl Item {
    /// The item without those in it.
    fn alone(&self) -> Self {
        Self {
            name: self.name.clone(),
            dates: self.dates.clone(),
            days: self.days,
            layer: self.layer.clone(),
            items: Vec::with_capacity(self.items.len()),
            place: self.place.clone(),
        }
    }
}

impl Clone for Item {
    fn clone(&self) -> Self {
        let mut open = vec![(self.alone(), self.items.iter())];
        while let Some((item, mut rest)) = open.pop() {
            if let Some(inner) = rest.next() {
                open.push((item, rest));
                open.push((inner.alone(), inner.items.iter()));
            } else if let Some((outer, _)) = open.last_mut() {
                outer.items.push(item);
            } else {
                return item;
            }
        }
        self.alone()
    }
}

impl PartialEq for Item {
    fn eq(&self, other: &Self) -> bool {
        let mut open = vec![(self, other)];
        while let Some((one, two)) = open.pop() {
            let is_same = one.name == two.name
                && one.dates == two.dates
                && one.days == two.days
                && one.layer == two.layer
                && one.place == two.place
                && one.items.len() == two.items.len();
            if !is_same {
                return false;
            }
            open.extend(one.items.iter().zip(&two.items));
        }
        true
    }
}

impl Eq for Item {}

impl Drop for Item {
    fn drop(&mut self) {
        let mut inside = std::mem::take(&mut self.items);
        while let Some(mut item) = inside.pop() {
            inside.append(&mut item.items);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(depth: usize) -> Item {
        (0..depth).fold(Item::named("a page"), |item, _| {
            Item::named("a file")
                .item(Item::named("a cover"))
                .item(item)
        })
    }

    #[test]
    fn a_copy_of_nested_items_is_equal_to_them_and_only_to_them() {
        let items = nested(50_000);
        let copy = items.clone();
        assert!(items == copy);
        assert!(nested(49_999) != copy);
        assert_eq!(nested(3).clone(), nested(3));
        assert_eq!(
            format!("{:?}", nested(3).clone()),
            format!("{:?}", nested(3))
        );
    }
}
