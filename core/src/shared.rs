//! Values that are handed around and compared by identity.

use std::ops::Deref;
use std::rc::Rc;

/// A shared value. Two are equal when they are the same one: comparing what they hold would read
/// a whole letter at every key that a visitor presses.
#[derive(Debug, Default)]
pub struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    /// Shares a value.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T: Clone> Shared<T> {
    /// The value, to be changed; the others keep the old one.
    pub fn make_mut(&mut self) -> &mut T {
        Rc::make_mut(&mut self.0)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_is_the_same_one_and_a_change_makes_another() {
        let first = Shared::new(1);
        let mut second = first.clone();
        assert!(first == second);
        assert!(first != Shared::new(1));
        *second.make_mut() += 1;
        assert!(first != second);
        assert_eq!((*first, *second), (1, 2));
    }
}
