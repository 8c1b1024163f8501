//! One Yew application for each element on the page.
//!
//! Yew 0.23 forgets the closures of its root listeners, so an application is never destroyed:
//! a removed element leaves its `div`, with the live application on it, to the next one.

use std::cell::RefCell;
use std::rc::Rc;

use open_letter_core::config::Config;
use open_letter_core::flow::Event;
use wasm_bindgen::prelude::JsValue;
use web_sys::{HtmlElement, ShadowRoot};
use yew::prelude::*;

use crate::browser::{Host, Stage, config};
use crate::runtime::{Port, Runtime};

/// Who sits on an application's `div`.
#[derive(Clone, PartialEq)]
struct Tenant {
    id: u32,
    host: Host,
    config: Config,
    port: Port,
}

#[derive(Clone, PartialEq, Properties)]
struct ShellProps {
    tenant: Option<Tenant>,
}

/// The root of an application: its tenant's letter, or nothing.
#[component]
fn Shell(props: &ShellProps) -> Html {
    match &props.tenant {
        Some(Tenant {
            id,
            host,
            config,
            port,
        }) => html! {
            <Runtime key={*id} host={host.clone()} config={config.clone()} port={port.clone()} />
        },
        None => Html::default(),
    }
}

struct Application {
    stage: Stage,
    handle: yew::AppHandle<Shell>,
    tenant: Option<Tenant>,
}

impl Application {
    fn new() -> Option<Self> {
        let stage = Stage::new()?;
        let props = ShellProps { tenant: None };
        let handle = yew::Renderer::<Shell>::with_root_and_props(stage.node(), props).render();
        Some(Self {
            stage,
            handle,
            tenant: None,
        })
    }

    fn set(&mut self, tenant: Option<Tenant>) {
        self.tenant.clone_from(&tenant);
        self.handle.update(ShellProps { tenant });
    }
}

#[derive(Default)]
struct Applications {
    all: Vec<Application>,
    last_id: u32,
}

impl Applications {
    fn of(&mut self, id: u32) -> Option<&mut Application> {
        self.all
            .iter_mut()
            .find(|app| app.tenant.as_ref().is_some_and(|tenant| tenant.id == id))
    }

    fn vacant(&mut self) -> Option<&mut Application> {
        let index = match self.all.iter().position(|app| app.tenant.is_none()) {
            Some(index) => index,
            None => {
                self.all.push(Application::new()?);
                self.all.len() - 1
            }
        };
        self.all.get_mut(index)
    }
}

thread_local! {
    static APPLICATIONS: Rc<RefCell<Applications>> = Rc::default();
}

fn with<T>(work: impl FnOnce(&mut Applications) -> T) -> T {
    let applications = APPLICATIONS.with(Rc::clone);
    work(&mut applications.borrow_mut())
}

pub(crate) fn mount(host: HtmlElement, root: &ShadowRoot, settings: JsValue) -> Option<u32> {
    let config = config(settings)?;
    with(|applications| {
        applications.last_id += 1;
        let id = applications.last_id;
        let app = applications.vacant()?;
        app.stage.enter(root);
        app.set(Some(Tenant {
            id,
            host: Host::new(host),
            config,
            port: Port::default(),
        }));
        Some(id)
    })
}

pub(crate) fn update(id: u32, settings: JsValue) {
    let Some(config) = config(settings) else {
        return;
    };
    with(|applications| {
        let Some(app) = applications.of(id) else {
            return;
        };
        if let Some(tenant) = app.tenant.clone() {
            app.set(Some(Tenant { config, ..tenant }));
        }
    });
}

pub(crate) fn refresh(id: u32) {
    send(id, Event::RefreshAsked);
}

pub(crate) fn open_sign(id: u32) {
    send(id, Event::SignAsked);
}

fn send(id: u32, event: Event) {
    // The port is cloned out first: the page may answer an event by calling in again.
    let port = with(|applications| Some(applications.of(id)?.tenant.as_ref()?.port.clone()));
    if let Some(port) = port {
        port.send(event);
    }
}

pub(crate) fn release(id: u32) {
    with(|applications| {
        if let Some(app) = applications.of(id) {
            app.set(None);
            app.stage.leave();
        }
    });
}
