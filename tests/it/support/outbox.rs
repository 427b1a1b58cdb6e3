//! The letters that a server has written, opened, in the order in which they were posted.

use countersign::identity::post;
use countersign::mail::Rendered;
use countersign::store::mail::Waiting;
use countersign::store::sql;

use super::{Browser, Node};

impl Node {
    /// All that wait, or lie in the mailbox of a developer.
    pub(crate) async fn outbox(&self) -> Vec<Rendered> {
        const ALL: &str = "SELECT * FROM mails ORDER BY number";
        let rows = sql::all::<Waiting>(&mut self.app.db.read(), ALL, Vec::new()).await;
        let open = |row: &Waiting| post::open(&self.app, row).expect("a letter of this server");
        rows.expect("the queue").iter().map(open).collect()
    }

    /// The letter of this name that was posted last to an address, whatever else was.
    pub(crate) async fn letter(&self, name: &str, address: &str) -> Rendered {
        let letters = self.outbox().await.into_iter().rev();
        let found = letters
            .into_iter()
            .find(|letter| letter.to == address && letter.name == name);
        found.unwrap_or_else(|| panic!("no {name} to {address}"))
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

/// What somebody in between, or with a browser of their own, may say of where a request came to. No letter may believe it.
pub(crate) const ELSEWHERE: [(&str, &str); 5] = [
    ("host", "evil.example"),
    ("x-forwarded-host", "evil.example"),
    ("x-forwarded-proto", "https"),
    ("forwarded", "host=evil.example;proto=https"),
    ("x-original-host", "evil.example"),
];

impl Browser {
    /// This browser, saying with every request that it came to another server.
    pub(crate) fn lying(mut self) -> Self {
        self.says.extend(ELSEWHERE);
        self
    }
}

/// Every address in a letter leads to the issuer.
#[track_caller]
pub(crate) fn assert_leads_home(node: &Node, letter: &Rendered) {
    let home = format!("{}/", node.issuer());
    for text in [&letter.text, &letter.html] {
        for (at, _) in text.match_indices("http") {
            assert!(text[at..].starts_with(&home), "{text}");
        }
        assert!(!text.contains("evil.example"), "{text}");
    }
    if let Some(link) = &letter.link {
        assert!(link.starts_with(&home), "{link}");
    }
}
