//! One Yew application for each element on the page.
//!
//! Yew 0.23 forgets the closures of its root listeners, so an application is never destroyed:
//! a removed element leaves its `div`, with the live application on it, to the next one.

use std::cell::RefCell;

use wasm_bindgen::prelude::JsValue;
use web_sys::Element;

use crate::browser::{Host, Stage, config};
use crate::runtime::{Runtime, RuntimeProps, Tenant};

struct Application {
    stage: Stage,
    handle: yew::AppHandle<Runtime>,
    tenant: Option<Tenant>,
}

impl Application {
    fn new() -> Option<Self> {
        let stage = Stage::new()?;
        let props = RuntimeProps { tenant: None };
        let handle = yew::Renderer::<Runtime>::with_root_and_props(stage.node(), props).render();
        Some(Self {
            stage,
            handle,
            tenant: None,
        })
    }

    fn show(&mut self) {
        self.handle.update(RuntimeProps {
            tenant: self.tenant.clone(),
        });
    }
}

#[derive(Default)]
struct Applications {
    all: Vec<Application>,
    last_id: u32,
}

thread_local! {
    static APPLICATIONS: RefCell<Applications> = RefCell::default();
}

pub(crate) fn mount(host: JsValue, place: &Element, settings: &JsValue) -> Option<u32> {
    let config = config(settings)?;
    APPLICATIONS.with_borrow_mut(|Applications { all, last_id }| {
        let vacant = all.iter().position(|app| app.tenant.is_none());
        let index = match vacant {
            Some(index) => index,
            None => {
                all.push(Application::new()?);
                all.len() - 1
            }
        };
        let app = all.get_mut(index)?;
        *last_id += 1;
        app.stage.enter(place);
        let host = Host::new(host);
        app.tenant = Some(Tenant {
            id: *last_id,
            host,
            config,
            refreshes: 0,
            leads: 0,
        });
        app.show();
        Some(*last_id)
    })
}

/// Changes what an application's tenant asks for. Yew renders in a task of its own, so the page
/// may answer an event by calling in here again.
fn change(id: u32, work: impl FnOnce(&mut Tenant)) {
    APPLICATIONS.with_borrow_mut(|applications| {
        for app in &mut applications.all {
            if let Some(tenant) = app.tenant.as_mut().filter(|tenant| tenant.id == id) {
                work(tenant);
                return app.show();
            }
        }
    });
}

pub(crate) fn update(id: u32, settings: &JsValue) {
    if let Some(config) = config(settings) {
        change(id, |tenant| tenant.config = config);
    }
}

pub(crate) fn refresh(id: u32) {
    change(id, |tenant| tenant.refreshes += 1);
}

pub(crate) fn open_sign(id: u32) {
    change(id, |tenant| tenant.leads += 1);
}

pub(crate) fn letter(id: u32) -> JsValue {
    APPLICATIONS.with_borrow(|Applications { all, .. }| {
        let app = all
            .iter()
            .find(|app| app.tenant.as_ref().is_some_and(|tenant| tenant.id == id));
        app.and_then(|app| {
            Some(open_letter_js::to_js(
                app.handle.get_component()?.document(),
            ))
        })
        .unwrap_or_default()
    })
}

pub(crate) fn release(id: u32) {
    APPLICATIONS.with_borrow_mut(|applications| {
        for app in &mut applications.all {
            if app.tenant.as_ref().is_some_and(|tenant| tenant.id == id) {
                app.tenant = None;
                app.show();
                app.stage.leave();
            }
        }
    });
}
