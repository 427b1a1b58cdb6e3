//! The letters that a server has written, opened, in the order in which they were posted.

use countersign::identity::post;
use countersign::mail::Rendered;
use countersign::store::mail::Waiting;
use countersign::store::sql;

use super::Node;

impl Node {
    /// All that wait, or lie in the mailbox of a developer.
    pub(crate) async fn outbox(&self) -> Vec<Rendered> {
        const ALL: &str = "SELECT * FROM mails ORDER BY number";
        let rows = sql::all::<Waiting>(&mut self.app.db.read(), ALL, Vec::new()).await;
        let open = |row: &Waiting| post::open(&self.app, row).expect("a letter of this server");
        rows.expect("the queue").iter().map(open).collect()
    }

    /// The letter that was posted last, to this address.
    pub(crate) async fn last_letter_to(&self, address: &str) -> Rendered {
        let letters = self.outbox().await;
        let last = letters
            .into_iter()
            .rev()
            .find(|letter| letter.to == address);
        last.unwrap_or_else(|| panic!("no letter to {address}"))
    }
}
