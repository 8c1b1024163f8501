//! The list of names as files that lead from one to the next.

use open_letter_core::letter::Page;
use open_letter_core::protocol::MAX_PAGE_SIZE;

use crate::cursor::Cursor;
use crate::store::StoreError;
use crate::store::read::Moment;

/// The pages of a letter, in the order of its list.
pub(super) struct Pages {
    letter: String,
    after: Option<Cursor>,
    written: u64,
}

impl Pages {
    pub(super) fn new(letter: &str) -> Self {
        Self {
            letter: letter.to_owned(),
            after: Some(Cursor::START),
            written: 0,
        }
    }

    /// How many there were so far.
    pub(super) fn written(&self) -> u64 {
        self.written
    }

    /// Where a page lies. No letter has such an id, so none is in the way.
    pub(super) fn path(&self, number: u64) -> String {
        format!("v1/letters/{}.{number}.json", self.letter)
    }

    /// The next page, whose own next one is a file.
    pub(super) async fn next(
        &mut self,
        moment: &mut Moment,
        limit: u32,
    ) -> Result<Page, StoreError> {
        let after = self.after.take().unwrap_or(Cursor::START);
        let mut page = moment.page(&self.letter, limit, &after).await?;
        self.written += 1;
        self.after = page.next.as_deref().and_then(Cursor::decode);
        page.next = self
            .after
            .is_some()
            .then(|| format!("../{}.{}.json", self.letter, self.written + 1));
        Ok(page)
    }

    /// A page after the first, with its place, for as long as there is one.
    pub(super) async fn following(
        &mut self,
        moment: &mut Moment,
    ) -> Result<Option<(String, Page)>, StoreError> {
        if self.after.is_none() {
            return Ok(None);
        }
        let page = self.next(moment, MAX_PAGE_SIZE).await?;
        Ok(Some((self.path(self.written), page)))
    }
}
