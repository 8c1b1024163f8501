//! Two reviewers decide at random, sometimes about what they saw long ago. The count stays what
//! the rows say, and the audit tells everything but whom it was about.

use std::collections::HashMap;

use crate::browser::{Browser, Shown};
use crate::random::Random;
use crate::server::{Server, signature};

const PEOPLE: usize = 12;
const STEPS: usize = 150;

pub(crate) async fn counts_equal_rows_whatever_is_decided(server: Server) {
    let mut random = Random::new(Random::seed("counts_equal_rows_whatever_is_decided"));
    for number in 0..PEOPLE {
        let name = format!("Planted-{number} Teaspoon");
        let letter = *random.pick(&["a-letter", "after"]);
        let email = format!("planted-{number}@example.org");
        server.sign(letter, &signature(&name, &email)).await;
    }
    let reviewers = [
        Browser::of(&server, "wilhelmina").await,
        Browser::of(&server, "ada").await,
    ];
    let mut seen: HashMap<&str, Vec<Shown>> = HashMap::new();
    for step in 0..STEPS {
        let letter = *random.pick(&["a-letter", "after"]);
        let browser = random.pick(&reviewers);
        let seen = seen.entry(letter).or_default();
        if seen.is_empty() || random.percent(30) {
            *seen = browser.find(letter, "words", "planted").await;
        }
        let acts = ["approve", "reject:abusive", "hide", "restore"];
        let act: &str = random.pick::<&str>(&acts);
        match random.below(10) {
            0 => {
                let fields = [("which", "all"), ("act", act)];
                browser.press(&format!("{letter}/many/do"), &fields).await;
            }
            1 | 2 => {
                browser.press(&format!("{letter}/undo"), &[]).await;
            }
            _ if !seen.is_empty() => {
                let shown = random.pick(seen).clone();
                browser.decide(letter, &shown, act).await;
            }
            _ => {}
        }
        if step % 10 == 0 {
            server.counts_agree(letter).await;
        }
    }
    for letter in ["a-letter", "after"] {
        server.counts_agree(letter).await;
        for page in ["queue", "figures", "search"] {
            reviewers[0].read(&format!("{letter}/{page}")).await;
        }
    }
    nobody_is_in_the_audit(&server, &reviewers[0]).await;
}

async fn nobody_is_in_the_audit(server: &Server, browser: &Browser<'_>) {
    let page = browser.get("/desk/audit").await.text;
    for word in ["wilhelmina", "ada", "signed in", "approved"] {
        assert!(page.contains(word), "{word}: {page}");
    }
    assert!(
        !page.contains("lanted") && !page.contains("example.org"),
        "{page}"
    );
    let telling = "SELECT COUNT(*) FROM audit JOIN signatures ON audit.detail = signatures.id \
        OR audit.detail LIKE '%lanted%' OR audit.action LIKE '%lanted%' \
        OR audit.id = signatures.id";
    assert_eq!(server.database.number(telling).await, 0);
    assert!(server.database.rows("audit").await > 10);
}
