//! Where somebody was whose session had ended, and what they had sent: with the next session they
//! are there again, and nothing is lost.

use axum::http::{Method, Uri};

use super::posted::Form;
use crate::desk_page::Resume;

/// Pages that are asked for by sending something, of which nothing should be sent again: what
/// somebody looked for may be an address.
const ASKED: &str = "/search";

/// What follows signing in, where a page was asked for.
pub(super) fn asked(method: &Method, uri: &Uri) -> Resume {
    let path = uri.path_and_query().map_or("/desk", |path| path.as_str());
    match *method {
        Method::GET if is_ours(path) => Resume::at(path),
        _ => Resume::default(),
    }
}

/// What follows signing in, where a form was sent.
pub(super) fn sent(uri: &Uri, form: &Form) -> Resume {
    let path = uri.path();
    if !is_ours(path) {
        return Resume::default();
    }
    if path.ends_with(ASKED) {
        return Resume::at(path);
    }
    let fields = form.pairs().filter(|(name, _)| name != "token");
    Resume {
        path: path.to_owned(),
        fields: Some(fields.cloned().collect()),
    }
}

/// The same, as the page to sign in has sent it along.
pub(super) fn carried(form: &Form) -> Resume {
    let path = form.text("then");
    if !is_ours(path) {
        return Resume::default();
    }
    let kept = form.all("kept").filter_map(|kept| kept.split_once('='));
    let fields = kept.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Resume {
        path: path.to_owned(),
        fields: (form.one("how") == Some("sent")).then(|| fields.collect()),
    }
}

/// Whether a path is one of the desk's pages, and leads nowhere else.
fn is_ours(path: &str) -> bool {
    let plain = path
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let door = path.starts_with("/desk/sign-");
    plain && !door && (path == "/desk" || path.starts_with("/desk/") || path.starts_with("/desk?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_elsewhere() {
        for ours in [
            "/desk",
            "/desk/audit?before=1.x",
            "/desk/letters/a-letter/queue",
        ] {
            assert!(is_ours(ours), "{ours}");
        }
        for strange in [
            "",
            "//evil.example/desk/",
            "https://evil.example/desk/",
            "/desk/\\evil.example",
            "/desk/\r\nset-cookie: a=b",
            "/desk/sign-out",
            "/letters/a-letter",
            "/deskadmin",
        ] {
            assert!(!is_ours(strange), "{strange}");
        }
    }
}
