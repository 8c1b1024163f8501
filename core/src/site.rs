//! Addresses of websites where people's names belong: what advertises itself in a list of
//! signatories begins with them.

/// Endings that make a site of two words with a dot between them. Fewer than there are: `St.John`
/// and `Dr.med.` are people.
const ENDINGS: [&str; 8] = ["com", "net", "org", "info", "biz", "xyz", "online", "shop"];

/// Whether one of the words is the address of a site: with its `https://`, its `www.`, or a path
/// behind it; and, where `bare` is set, without.
///
/// The server looks; on a page it would be half a kilobyte for what hardly anybody types.
pub(crate) fn names_site(text: &str, bare: bool) -> bool {
    cfg!(feature = "wire") && text.split(' ').any(|word| is_site(word.as_bytes(), bare))
}

fn is_site(word: &[u8], bare: bool) -> bool {
    let mut host = word;
    let mut path = false;
    if let Some(slash) = word.iter().position(|byte| *byte == b'/') {
        host = &word[..slash];
        path = true;
        if host.last() == Some(&b':') && word.get(slash + 1) == Some(&b'/') {
            return true;
        }
    }
    while let Some((last, before)) = host.split_last()
        && last.is_ascii_punctuation()
    {
        host = before;
    }
    let Some(dot) = host.iter().rposition(|byte| *byte == b'.') else {
        return false;
    };
    let ending = &host[dot + 1..];
    let known = ENDINGS
        .iter()
        .any(|known| known.as_bytes().eq_ignore_ascii_case(ending));
    let begins_www = host
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case(b"www."));
    // What stands before the dot of `.NET` is no site's name.
    let named = dot > 0 && host[dot - 1] != b'.';
    // `Node.js/React` is a skill.
    let has_path = path && ending.len() > 1 && ending.iter().all(u8::is_ascii_lowercase);
    begins_www || named && (has_path && ending != b"js" || (bare || path) && known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_known() {
        for text in [
            "http://example.org",
            "Ada https://example.org/x",
            "HTTPS://EXAMPLE.ORG",
            "(https://example.org)",
            "ftp://a",
            "www.example.de",
            "WWW.Example.de",
            "see example.ly/offer now",
            "example.org/",
            "Example.COM/x",
            "bit.ly/x",
            "example.co.uk/x",
        ] {
            assert!(names_site(text, false), "{text}");
        }
        for text in [
            "example.org/",
            "Cheap Pills example.com",
            "Example.COM!",
            "a.net,",
        ] {
            assert!(names_site(text, true), "{text}");
        }
    }

    #[test]
    fn people_and_their_work_are_no_sites() {
        for text in [
            "Dr. Teaspoon",
            "A.B. Inkwell",
            "St.John",
            "st.john",
            "Ph.D.",
            "Dr.med. Inkwell",
            "Dr.rer.nat.",
            "M.Sc.",
            ".NET developer",
            "UI/UX designer",
            "Node.js/React developer",
            "Sr./Jr. nurse",
            "Ph.D./M.D.",
            "24/7 support",
            "Input/Output e.V.",
            "he/him",
            "Wilhelmina www Teaspoon",
            "A: //",
            "...",
            "/",
            "李 明",
        ] {
            assert!(!names_site(text, true), "{text}");
        }
        // Some organisations are called as their sites are.
        for text in ["Editor at example.org", "Example.com", "ASP.NET developer"] {
            assert!(!names_site(text, false), "{text}");
        }
    }
}
