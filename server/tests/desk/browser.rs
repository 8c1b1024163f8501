//! A reviewer's browser without script: it keeps the cookie, reads the forms and sends them.

use axum::body::Body;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{Request, StatusCode};

use crate::server::{Answer, PASSWORD, PUBLIC, Server};

pub(crate) struct Browser<'s> {
    server: &'s Server,
    pub(crate) cookie: String,
}

/// A signature as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) id: String,
    pub(crate) seen: String,
    pub(crate) name: String,
}

impl<'s> Browser<'s> {
    /// Signs in.
    pub(crate) async fn of(server: &'s Server, name: &str) -> Self {
        let answer = try_to_sign_in(server, name, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let cookie = answer.headers[SET_COOKIE].to_str().unwrap();
        let (cookie, _) = cookie.split_once(';').unwrap();
        Self {
            server,
            cookie: cookie.to_owned(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header("cookie", &self.cookie);
        self.server.send(request.body(Body::empty()).unwrap()).await
    }

    /// The page of a letter, which must be there.
    pub(crate) async fn read(&self, page: &str) -> String {
        let answer = self.get(&format!("/desk/letters/{page}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.text);
        answer.text
    }

    /// Sends a form of this session.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get("/desk").await;
        let token = attribute(&page.text, "name=\"token\"", "value").unwrap_or_default();
        let mut all = vec![("token", token.as_str())];
        all.extend(fields);
        self.server
            .send(form(path, &all, &self.cookie, &OURS))
            .await
    }

    /// Sends a form about a letter, and follows where it leads.
    pub(crate) async fn press(&self, page: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.post(&format!("/desk/letters/{page}"), fields).await;
        if answer.status != StatusCode::SEE_OTHER {
            return answer;
        }
        self.get(answer.headers[LOCATION].to_str().unwrap()).await
    }

    /// Decides about a signature as it was shown.
    pub(crate) async fn decide(&self, letter: &str, shown: &Shown, act: &str) -> Answer {
        let fields = [("id", &*shown.id), ("seen", &*shown.seen), ("act", act)];
        self.press(&format!("{letter}/decide"), &fields).await
    }

    /// The signatures on a page.
    pub(crate) async fn shown(&self, page: &str) -> Vec<Shown> {
        shown(&self.read(page).await)
    }

    /// What a search answers whose session has ended.
    pub(crate) async fn find_without_session(&self, letter: &str, sought: &str) -> String {
        let path = format!("/desk/letters/{letter}/search");
        let fields = [("by", "address"), ("q", sought)];
        let answer = self.server.send(form(&path, &fields, &self.cookie, &OURS));
        answer.await.text
    }

    /// What a search finds.
    pub(crate) async fn find(&self, letter: &str, by: &str, sought: &str) -> Vec<Shown> {
        let fields = [("by", by), ("q", sought)];
        let answer = self.press(&format!("{letter}/search"), &fields).await;
        assert_eq!(answer.status, StatusCode::OK);
        shown(&answer.text)
    }
}

/// What a browser of today tells of a form that the desk's own page sends.
pub(crate) const OURS: [(&str, &str); 2] = [("origin", "null"), ("sec-fetch-site", "same-origin")];

pub(crate) fn form(
    path: &str,
    fields: &[(&str, &str)],
    cookie: &str,
    headers: &[(&str, &str)],
) -> Request<Body> {
    let mut body = form_urlencoded::Serializer::new(String::new());
    let body = body.extend_pairs(fields).finish();
    let mut request = Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", cookie);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::from(body)).unwrap()
}

pub(crate) async fn try_to_sign_in(server: &Server, name: &str, password: &str) -> Answer {
    let fields = [("name", name), ("password", password)];
    let headers = [("origin", PUBLIC), ("sec-fetch-site", "same-origin")];
    server
        .send(form("/desk/sign-in", &fields, "", &headers))
        .await
}

pub(crate) fn shown(html: &str) -> Vec<Shown> {
    let articles = html.split("<article").skip(1);
    articles
        .map(|article| {
            let (_, heading) = article.split_once("<h2").unwrap();
            let (_, name) = heading.split_once('>').unwrap();
            Shown {
                id: attribute(article, "name=\"id\"", "value").unwrap(),
                seen: attribute(article, "name=\"seen\"", "value").unwrap(),
                name: name.split_once('<').unwrap().0.to_owned(),
            }
        })
        .collect()
}

/// An attribute of the first element that has another one.
pub(crate) fn attribute(html: &str, with: &str, name: &str) -> Option<String> {
    let (before, after) = html.split_once(with)?;
    let begin = before.rfind('<')?;
    let end = after.find('>')?;
    let element = format!("{}{with}{}", &before[begin..], &after[..end]);
    let (_, value) = element.split_once(&format!("{name}=\""))?;
    Some(value.split_once('"')?.0.to_owned())
}
