//! A visitor without script: reads pages and mails, fills in forms, presses buttons.

use std::time::Duration;

use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use open_letter_server::OutboxMail;
use sqlx::{AssertSqlSafe, Row};

use crate::server::{Answer, PUBLIC_URL, Server};

pub(crate) const LETTER: &str = "/letters/by-mail";

/// Somebody at a page of a letter that asks for confirmation.
pub(crate) struct Visitor {
    pub(crate) server: Server,
}

/// A form as it stands in a page.
pub(crate) struct Form {
    action: String,
    fields: Vec<(String, String)>,
}

impl Form {
    /// The form with a button of these words, filled in as it is and with that button pressed.
    pub(crate) fn with_button(page: &str, button: &str) -> Self {
        let forms = page.split("<form").skip(1);
        let mut forms = forms.filter_map(|form| form.split("</form>").next());
        let form = forms.find(|form| form.contains(&format!(">{button}</button>")));
        let form = form.unwrap_or_else(|| panic!("no button \"{button}\" in {page}"));
        let mut fields = Vec::new();
        for tag in form.split('<').skip(1) {
            let (tag, text) = tag.split_once('>').unwrap();
            let pressed = tag.starts_with("button ") && text == button;
            let unticked = tag.contains("type=\"checkbox\"") && !tag.contains(" checked");
            if !unticked && (tag.starts_with("input ") || pressed) {
                let name = attribute(tag, "name");
                fields.extend(name.map(|name| (name, attribute(tag, "value").unwrap_or_default())));
            }
        }
        Self {
            action: attribute(form, "action").unwrap().replace(PUBLIC_URL, ""),
            fields,
        }
    }

    /// Types into a field, or ticks a box.
    pub(crate) fn fill(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Unticks a box.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let value = rest.split('"').next()?;
    let plain = value
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    Some(plain.replace("&#x27;", "'").replace("&amp;", "&"))
}

impl Visitor {
    pub(crate) async fn new() -> Self {
        let server = Server::start().await;
        Self { server }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.server.get(path).await
    }

    /// A page that is there.
    pub(crate) async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.text()
    }

    pub(crate) async fn send(&self, form: Form) -> Answer {
        self.post(&form.action, &form.fields).await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(String, String)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body.into())
            .unwrap();
        self.server.send(request).await
    }

    /// Sends a form that leads on, and reads the page that it leads to.
    pub(crate) async fn follow(&self, form: Form) -> (String, String) {
        let answer = self.send(form).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        assert_eq!(answer.header("cache-control"), "no-store");
        let to = answer.header(LOCATION.as_str()).to_owned();
        let page = self.page(&to).await;
        (to, page)
    }

    /// Presses a button of a page, and reads the page that it leads to.
    pub(crate) async fn press(&self, page: &str, button: &str) -> (String, String) {
        self.follow(Form::with_button(page, button)).await
    }

    /// Fills in the letter's form and reads what comes then.
    pub(crate) async fn sign(&self, name: &str, email: &str) -> String {
        let (to, page) = self.follow(self.letter_form(name, email).await).await;
        assert_eq!(to, format!("{LETTER}/sent?lang=en"));
        page
    }

    pub(crate) async fn letter_form(&self, name: &str, email: &str) -> Form {
        Form::with_button(&self.page(LETTER).await, "Sign")
            .fill("name", name)
            .fill("email", email)
            .fill("role", "Librarian")
            .fill("consent", "1")
    }

    /// Signs, and confirms by the link of the mail.
    pub(crate) async fn sign_and_confirm(&self, name: &str, email: &str) -> OutboxMail {
        self.sign(name, email).await;
        let mail = self.mail(email, 1).await;
        let page = self.page(&link(&mail, 0)).await;
        self.press(&page, "Confirm my signature").await;
        mail
    }

    /// Waits for as many mails to an address, and reads the newest.
    pub(crate) async fn mail(&self, to: &str, count: usize) -> OutboxMail {
        for _ in 0..1200 {
            let mut mails = self.server.outbox().list();
            mails.retain(|mail| mail.to.as_str() == to);
            if mails.len() >= count {
                assert_eq!(mails.len(), count);
                return mails.remove(0);
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("no mail came");
    }

    /// Waits until as many mails were not sent for a reason.
    pub(crate) async fn unsent(&self, reason: &str, count: i64) {
        for _ in 0..1200 {
            let sql = format!(
                "SELECT COUNT(*) FROM mails WHERE state = 'dropped' AND reason = '{reason}'"
            );
            if self.number(&sql).await == count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("there are not {count} mails that were dropped as {reason}");
    }

    pub(crate) async fn number(&self, sql: &str) -> i64 {
        let mut database = self.server.database().await;
        let number = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()));
        number.fetch_one(&mut database).await.unwrap()
    }

    pub(crate) async fn change(&self, sql: &'static str) {
        let mut database = self.server.database().await;
        sqlx::query(sql).execute(&mut database).await.unwrap();
    }

    /// The names in the list, and how many the letter says there are.
    pub(crate) async fn listed(&self) -> (Vec<String>, u64) {
        let letter = self.get("/v1/letters/by-mail").await.json();
        let signatures = &letter["signatures"];
        let items = signatures["items"].as_array().unwrap();
        let name = |item: &serde_json::Value| item["name"].as_str().unwrap_or("-").to_owned();
        let count = signatures["count"].as_u64().unwrap();
        (items.iter().map(name).collect(), count)
    }

    /// Every row of every table, as text, but for what the server notes of its letters' ends by
    /// itself.
    pub(crate) async fn dump(&self) -> Vec<String> {
        let mut database = self.server.database().await;
        let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'closings' ORDER BY name";
        let tables: Vec<String> = sqlx::query_scalar(tables)
            .fetch_all(&mut database)
            .await
            .unwrap();
        let mut rows = Vec::new();
        for table in tables {
            let columns = format!(
                "SELECT group_concat('quote(' || name || ')', ' || '','' || ') FROM pragma_table_info('{table}')"
            );
            let columns: String = sqlx::query_scalar(AssertSqlSafe(columns))
                .fetch_one(&mut database)
                .await
                .unwrap();
            let sql = format!("SELECT {columns} AS row FROM {table} ORDER BY 1");
            for row in sqlx::query(AssertSqlSafe(sql))
                .fetch_all(&mut database)
                .await
                .unwrap()
            {
                rows.push(format!("{table}: {}", row.get::<String, _>("row")));
            }
        }
        rows
    }
}

/// A link of a mail, on this server; the main one is the first.
pub(crate) fn link(mail: &OutboxMail, index: usize) -> String {
    let url = &mail.mail.links[index].url;
    url.strip_prefix(PUBLIC_URL).unwrap().to_owned()
}

/// The code of a mail.
pub(crate) fn code(mail: &OutboxMail) -> &str {
    mail.mail.code.as_deref().unwrap()
}

/// A code that is not that one.
pub(crate) fn wrong(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}
