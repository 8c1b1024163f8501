//! The page on which a reviewer signs in.

use yew::prelude::*;

use super::shell::{hidden, render};
use super::sign_in_words as words;
use super::words::{DESK, NAME};

/// Why somebody is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Greeting {
    Welcome,
    SignedOut,
    NotSignedIn,
    Wrong,
    TooMany,
}

/// What follows signing in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Resume {
    /// A page of the desk, or what takes a form there.
    pub(crate) path: String,
    /// What was sent to it without a session.
    pub(crate) fields: Option<Vec<(String, String)>>,
}

impl Default for Resume {
    fn default() -> Self {
        Self::at("/desk")
    }
}

impl Resume {
    /// A page.
    pub(crate) fn at(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            fields: None,
        }
    }

    /// What the page to sign in sends along.
    fn hidden(&self) -> Html {
        let fields = self.fields.iter().flatten();
        html! {
            <>
                { hidden("then", &self.path) }
                if self.fields.is_some() { { hidden("how", "sent") } }
                { for fields.map(|(name, value)| hidden("kept", &format!("{name}={value}"))) }
            </>
        }
    }
}

/// Renders it. The name that was typed stays; the password does not.
pub(crate) async fn sign_in(greeting: Greeting, name: String, then: Resume) -> String {
    let (sentence, refused) = match greeting {
        Greeting::Welcome => (None, false),
        Greeting::SignedOut => (Some(words::SIGNED_OUT), false),
        Greeting::NotSignedIn => (Some(words::NOT_SIGNED_IN), false),
        Greeting::Wrong => (Some(words::WRONG), true),
        Greeting::TooMany => (Some(words::TOO_MANY), true),
    };
    let class = if refused { "notice refused" } else { "notice" };
    let role = if refused { "alert" } else { "status" };
    // A page that takes a form shows nothing by itself.
    let page = match then.fields {
        Some(_) => "/desk".to_owned(),
        None => then.path.clone(),
    };
    render(words::SIGN_IN.to_owned(), None, move || {
        html! {
            <div class="sign-in">
                <h1>{ DESK }</h1>
                { for sentence.map(|sentence| html! { <div {class} {role}><p>{ sentence }</p></div> }) }
                if then.fields.is_some() { <p>{ words::KEPT }</p> }
                <form method="post" action="/desk/sign-in">
                    { then.hidden() }
                    <label for="name">{ NAME }</label>
                    <input id="name" name="name" autocomplete="username" autocapitalize="none"
                        spellcheck="false" required=true value={name} />
                    <label for="password">{ words::PASSWORD }</label>
                    <input id="password" name="password" type="password"
                        autocomplete="current-password" required=true />
                    <button type="submit" class="main">{ words::SIGN_IN }</button>
                </form>
                <p class="hint"><a href={page.clone()}>{ words::STAY }</a></p>
            </div>
        }
    })
    .await
}

/// Renders what was sent without a session, for its sender to send it with the one that begins.
pub(crate) async fn resume(form: String, then: Resume) -> String {
    render(words::SIGN_IN.to_owned(), None, move || {
        let fields = then.fields.iter().flatten();
        html! {
            <div class="sign-in">
                <h1>{ words::SIGNED_IN_AGAIN }</h1>
                <p>{ words::STILL_HERE }</p>
                <form method="post" action={then.path.clone()}>
                    <input type="hidden" name="token" value={form} />
                    { for fields.map(|(name, value)| html! {
                        <input type="hidden" name={name.clone()} value={value.clone()} />
                    }) }
                    <button type="submit" class="main">{ words::SEND_NOW }</button>
                </form>
                <p class="hint"><a href="/desk">{ words::LEAVE_IT }</a></p>
            </div>
        }
    })
    .await
}
