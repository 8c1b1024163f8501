//! The page on which a reviewer signs in.

use yew::prelude::*;

use super::shell::render;
use super::words;

/// Why somebody is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Greeting {
    Welcome,
    SignedOut,
    NotSignedIn,
    Wrong,
    TooMany,
}

/// Renders it. The name that was typed stays; the password does not.
pub(crate) async fn sign_in(greeting: Greeting, name: String) -> String {
    let (sentence, refused) = match greeting {
        Greeting::Welcome => (None, false),
        Greeting::SignedOut => (Some(words::SIGNED_OUT), false),
        Greeting::NotSignedIn => (Some(words::NOT_SIGNED_IN), false),
        Greeting::Wrong => (Some(words::WRONG), true),
        Greeting::TooMany => (Some(words::TOO_MANY), true),
    };
    let class = if refused { "notice refused" } else { "notice" };
    let role = if refused { "alert" } else { "status" };
    render(words::SIGN_IN.to_owned(), None, move || {
        html! {
            <div class="sign-in">
                <h1>{ words::DESK }</h1>
                { for sentence.map(|sentence| html! { <div {class} {role}><p>{ sentence }</p></div> }) }
                <form method="post" action="/desk/sign-in">
                    <label for="name">{ words::NAME }</label>
                    <input id="name" name="name" autocomplete="username" autocapitalize="none"
                        spellcheck="false" required=true value={name} />
                    <label for="password">{ words::PASSWORD }</label>
                    <input id="password" name="password" type="password"
                        autocomplete="current-password" required=true />
                    <button type="submit" class="main">{ words::SIGN_IN }</button>
                </form>
                <p class="hint"><a href="/desk">{ words::STAY }</a></p>
            </div>
        }
    })
    .await
}
