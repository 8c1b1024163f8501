//! The application: a few things that listen, around a letter and beside it.

use gloo_events::EventListener;
use js_sys::{Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{CustomEvent, Element, HtmlInputElement};
use yew::{
    AttrValue, Callback, Html, InputEvent, NodeRef, Properties, TargetCast, component, html,
    use_effect_with, use_node_ref, use_state,
};

#[wasm_bindgen]
extern "C" {
    /// The element's own methods, as far as they are used here.
    #[wasm_bindgen(extends = web_sys::Element)]
    type OpenLetter;

    #[wasm_bindgen(method, js_name = openSign)]
    fn open_sign(this: &OpenLetter) -> Promise;
}

/// Which letter it is.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// Its address at the backend.
    pub(crate) letter: AttrValue,
    /// Its own page, for those without script.
    pub(crate) page: AttrValue,
}

/// The page.
#[component]
pub(crate) fn Petition(props: &Props) -> Html {
    let letter = use_node_ref();
    let count = use_state(|| None::<f64>);
    let note = use_state(String::new);
    let presses = use_state(|| 0_u32);
    let around = use_state(|| 0_u32);
    let shown = use_state(|| true);

    {
        let (letter, count) = (letter.clone(), count.clone());
        use_effect_with(*shown, move |_| {
            let listener = letter.cast::<Element>().map(|letter| {
                EventListener::new(&letter, "open-letter-count", move |event| {
                    let told = event.dyn_ref::<CustomEvent>().map(CustomEvent::detail);
                    let number = told.and_then(|told| Reflect::get(&told, &"count".into()).ok());
                    count.set(number.and_then(|number| number.as_f64()));
                })
            });
            move || drop(listener)
        });
    }

    let sign = on_letter(&letter, |letter| drop(letter.open_sign()));
    let press = {
        let presses = presses.clone();
        Callback::from(move |_| presses.set(*presses + 1))
    };
    let write = {
        let note = note.clone();
        Callback::from(move |event: InputEvent| {
            note.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let toggle = {
        let shown = shown.clone();
        Callback::from(move |_| shown.set(!*shown))
    };
    let inside = {
        let around = around.clone();
        Callback::from(move |_| around.set(*around + 1))
    };

    html! {
        <main>
            <h1>{ "An open letter in Yew" }</h1>
            <p id="count">{ match *count {
                None => "Nobody has counted yet.".to_owned(),
                Some(count) => format!("{count} people have signed."),
            } }</p>
            <p>
                <button id="sign" type="button" onclick={sign}>{ "Sign it now" }</button>
                { " " }
                <button id="toggle" type="button" onclick={toggle}>{ if *shown { "Take the letter away" } else { "Put the letter back" } }</button>
                { " " }
                <button id="press" type="button" onclick={press}>{ format!("Pressed {} times", *presses) }</button>
            </p>
            <p><label>{ "A note: " }<input id="note" oninput={write} /></label>{ " " }<output id="noted">{ &*note }</output></p>
            <p id="around">{ format!("{} clicks around the letter", *around) }</p>
            <section onclick={inside}>
                if *shown {
                    <open-letter ref={letter} src={&props.letter} page-size="20">
                        <a href={&props.page}>{ "Read and sign the open letter" }</a>
                    </open-letter>
                }
            </section>
        </main>
    }
}

/// A callback that calls a method of the letter, while there is one.
fn on_letter(letter: &NodeRef, call: impl Fn(OpenLetter) + 'static) -> Callback<yew::MouseEvent> {
    let letter = letter.clone();
    Callback::from(move |_| {
        if let Some(letter) = letter.get() {
            call(letter.unchecked_into());
        }
    })
}
