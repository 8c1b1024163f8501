//! Elements, written down one after the other, as they stand on the page.
//!
//! Most of what Yew's `html!` is made into is the filling of boxes, again for every element: a
//! third of a kilobyte of Wasm each. Here each line is a call, of a few bytes.

use std::rc::Rc;

use open_letter_core::flow::{Event, Face, Task};
use open_letter_core::format::direction;
use open_letter_core::i18n::Key;
use open_letter_core::protocol::Field;
use open_letter_core::{Letter, Timestamp};
use yew::html::onclick;
use yew::prelude::*;
use yew::virtual_dom::{
    AttributeOrProperty, Attributes, Key as Name, Listener, VList, VTag, VText,
};

use crate::locale::Locale;

/// What a press on a button or a link does.
#[derive(Clone, Copy)]
pub(crate) enum Press {
    /// It leads to the form.
    Sign,
    /// It shows another face of the form.
    Turn(Face),
    /// It asks the backend for something.
    Ask(Task),
    /// It leads to a field.
    Field(Field),
    /// It asks for more signatories.
    More,
    /// It asks for the letter anew.
    Again,
}

impl Press {
    /// The runtime puts a fresh key and the time in: there is neither randomness nor a clock here.
    pub(crate) fn event(self) -> Event {
        match self {
            Self::Sign => Event::SignAsked,
            Self::Turn(face) => Event::Turned(face),
            Self::Ask(task) => Event::Submitted {
                task,
                key: String::new(),
                now: Timestamp::default(),
                millis: 0,
            },
            Self::Field(field) => Event::FieldAsked(field),
            Self::More => Event::MoreAsked,
            Self::Again => Event::RefreshAsked,
        }
    }
}

/// An element that has not ended yet, or some that stand side by side.
#[derive(Default)]
struct Open {
    tag: Option<VTag>,
    keys: &'static [&'static str],
    values: Vec<Option<AttributeOrProperty>>,
    inside: Vec<Html>,
    key: Option<Name>,
}

/// Elements that are being written down, in a language.
pub(crate) struct Markup<'a> {
    pub(crate) locale: &'a Locale,
    /// From the outermost to the one that is written into.
    open: Vec<Open>,
}

impl<'a> Markup<'a> {
    /// What somebody writes down.
    pub(crate) fn of(locale: &'a Locale, write: impl FnOnce(&mut Self)) -> Html {
        let mut out = Self {
            locale,
            open: vec![Open::default()],
        };
        write(&mut out);
        out.take()
    }

    /// Begins an element. A value has to follow for each of the keys, in their order.
    pub(crate) fn start(&mut self, tag: &'static str, keys: &'static [&'static str]) {
        self.open.push(Open {
            tag: Some(VTag::new(tag)),
            keys,
            ..Open::default()
        });
    }

    /// Begins an element without any attribute.
    pub(crate) fn plain(&mut self, tag: &'static str) {
        self.start(tag, &[]);
    }

    /// Begins an element that has a name alone.
    pub(crate) fn part(&mut self, tag: &'static str, name: &'static str) {
        self.start(tag, &["part"]);
        self.is(name);
    }

    /// Begins elements side by side. However many they are, what follows keeps its place.
    pub(crate) fn group(&mut self) {
        self.open.push(Open::default());
    }

    /// Ends what was begun last.
    pub(crate) fn end(&mut self) {
        let html = self.take();
        self.add(html);
    }

    fn take(&mut self) -> Html {
        let Some(open) = self.open.pop() else {
            return Html::default();
        };
        let Some(mut tag) = open.tag else {
            return VList::with_children(open.inside, open.key).into();
        };
        tag.key = open.key;
        debug_assert_eq!(open.keys.len(), open.values.len());
        tag.set_attributes(Attributes::Dynamic {
            keys: open.keys,
            values: open.values.into(),
        });
        tag.add_children(open.inside);
        tag.into()
    }

    fn last(&mut self, change: impl FnOnce(&mut Open)) {
        if let Some(open) = self.open.last_mut() {
            change(open);
        }
    }

    /// By what it is known from one time to the next, among others that have a key too.
    pub(crate) fn known_by(&mut self, key: &str) {
        self.last(|open| open.key = Some(key.into()));
    }

    /// Changes the element that is written into.
    fn with(&mut self, change: impl FnOnce(&mut VTag)) {
        self.last(|open| {
            if let Some(tag) = &mut open.tag {
                change(tag);
            }
        });
    }

    /// The next attribute's value; with none it is left out.
    pub(crate) fn value(&mut self, value: Option<AttrValue>) {
        self.last(|open| open.values.push(value.map(AttributeOrProperty::Attribute)));
    }

    /// The next attribute's value, which is always the same.
    pub(crate) fn is(&mut self, value: &'static str) {
        self.value(Some(AttrValue::Static(value)));
    }

    /// The next attribute's value, or none.
    pub(crate) fn is_where(&mut self, there: bool, value: &'static str) {
        self.value(there.then_some(AttrValue::Static(value)));
    }

    /// The next attribute's value.
    pub(crate) fn is_text(&mut self, value: &str) {
        self.value(Some(AttrValue::from(value.to_owned())));
    }

    /// The next attribute's value, or none.
    pub(crate) fn is_said(&mut self, there: bool, value: &str) {
        self.value(there.then(|| AttrValue::from(value.to_owned())));
    }

    /// What stands in an input.
    pub(crate) fn holds(&mut self, value: Option<AttrValue>) {
        self.with(|tag| tag.set_value(value));
    }

    /// Whether it is ticked.
    pub(crate) fn ticked(&mut self, ticked: bool) {
        self.with(|tag| tag.set_checked(ticked));
    }

    /// The next two, `lang` and `dir`, for words of ours.
    pub(crate) fn is_ours(&mut self) {
        self.value(Some(self.locale.lang()));
        self.is(self.locale.dir());
    }

    /// Puts something inside.
    pub(crate) fn add(&mut self, html: Html) {
        self.last(|open| open.inside.push(html));
    }

    /// Keeps a place for what is not there, so that nothing else moves when it comes.
    pub(crate) fn nothing(&mut self) {
        self.add(Html::default());
    }

    /// Words.
    pub(crate) fn words(&mut self, text: AttrValue) {
        self.add(VText::new(text).into());
    }

    /// Words of somebody else's.
    pub(crate) fn text(&mut self, text: &str) {
        self.words(AttrValue::from(text.to_owned()));
    }

    /// One of our sentences.
    pub(crate) fn say(&mut self, key: Key) {
        self.words(self.locale.text(key));
    }

    /// Words in an element of their own.
    pub(crate) fn line(&mut self, tag: &'static str, name: &'static str, text: AttrValue) {
        self.part(tag, name);
        self.words(text);
        self.end();
    }

    /// Words whose direction is their own affair.
    pub(crate) fn isolated(&mut self, text: &str) {
        self.plain("bdi");
        self.text(text);
        self.end();
    }

    /// Words in the letter's language.
    pub(crate) fn theirs(&mut self, letter: &Letter, text: AttrValue) {
        self.start("span", &["lang", "dir"]);
        self.value(letter.lang.clone().map(AttrValue::from));
        let dir = letter.lang.as_deref().map(direction);
        self.value(dir.map(AttrValue::Static));
        self.words(text);
        self.end();
    }

    /// Tells somebody of presses on it.
    pub(crate) fn pressed(&mut self, on: &Callback<Event>, press: Press) {
        let on = on.clone();
        let pressed = Callback::from(move |event: MouseEvent| {
            // A fragment does not lead into a shadow root; the widget moves the focus itself.
            event.prevent_default();
            on.emit(press.event());
        });
        self.listen(onclick::Wrapper::new(pressed));
    }

    /// Tells somebody of what happens to it.
    pub(crate) fn listen(&mut self, listener: impl Listener + 'static) {
        let listener: Rc<dyn Listener> = Rc::new(listener);
        self.with(|tag| {
            tag.add_listener(listener);
        });
    }

    /// A button that does something at once.
    pub(crate) fn button(
        &mut self,
        name: &'static str,
        busy: bool,
        key: Key,
        on: &Callback<Event>,
        press: Press,
    ) {
        self.start("button", &["part", "type", "aria-disabled"]);
        self.is(name);
        self.is("button");
        self.is_where(busy, "true");
        self.pressed(on, press);
        self.say(key);
        self.end();
    }
}
