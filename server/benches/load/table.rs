//! Figures in columns.

use crate::say;

/// Lines of cells, the first of them the columns' names.
pub(crate) struct Table {
    /// How many columns hold words and not numbers.
    words: usize,
    lines: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new<const N: usize>(words: usize, names: [&str; N]) -> Self {
        Self {
            words,
            lines: vec![names.map(str::to_owned).into()],
        }
    }

    pub(crate) fn line<const N: usize>(&mut self, cells: [String; N]) {
        self.lines.push(cells.into());
    }

    /// Prints it, words to the left and numbers to the right.
    pub(crate) fn print(&self) {
        let columns = self.lines.iter().map(Vec::len).max().unwrap_or_default();
        let width = |column: usize| {
            let cells = self.lines.iter().filter_map(|line| line.get(column));
            cells
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or_default()
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for line in &self.lines {
            let cells = line.iter().zip(&widths).enumerate();
            let cells = cells.map(|(column, (cell, width))| {
                if column < self.words {
                    format!("{cell:<width$}")
                } else {
                    format!("{cell:>width$}")
                }
            });
            say(cells.collect::<Vec<_>>().join("  ").trim_end());
        }
    }
}
