//! What is asked of the backend: one request of each kind at a time, and each known by a number,
//! so that an answer that comes too late is known as such.

use super::Effect;
use crate::adapter::Operation;
use crate::json::Json;

/// What is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Request {
    /// The letter.
    #[default]
    Letter,
    /// The sentences of a language.
    Locale,
    /// A page of signatories.
    Page,
    /// Whatever the form on the page stands for.
    Form,
    /// The adapter document.
    Adapter,
    /// How many have signed.
    Count,
}

impl Request {
    /// How many kinds there are.
    pub const KINDS: usize = 6;
}

/// The methods of HTTP that are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// To read.
    #[default]
    Get,
    /// To send something new.
    Post,
    /// To change what is one's own.
    Patch,
    /// To take it back.
    Delete,
}

impl Method {
    /// Its name, as HTTP has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// How a request is made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Call {
    /// What for.
    pub request: Request,
    /// How.
    pub method: Method,
    /// Where to; with an operation, the address of the adapter's document.
    pub url: String,
    /// Whether caches must ask the backend first.
    pub fresh: bool,
    /// A header, where one is needed: the idempotency key, or what opens one's own signature.
    pub header: Option<(&'static str, String)>,
    /// What is sent; to an adapter, what is asked of its operation.
    pub body: Option<Json>,
    /// The operation of an adapter that makes the request, and reads its answer.
    pub operation: Option<Operation>,
    /// How often it was tried in vain.
    pub(super) tries: u8,
    pub(super) serial: u32,
}

/// The calls of one letter whose answers are awaited.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Calls {
    last: u32,
    awaited: [u32; Request::KINDS],
}

impl Calls {
    /// Makes a call. Another one of its kind is no longer waited for.
    pub(super) fn make(&mut self, mut call: Call) -> Effect {
        self.last += 1;
        call.serial = self.last;
        self.awaited[call.request as usize] = self.last;
        Effect::Fetch(Box::new(call))
    }

    /// Whether a call is the last one of its kind, and still waited for.
    pub(super) fn expect(&self, call: &Call) -> bool {
        self.awaited[call.request as usize] == call.serial
    }

    /// Waits no longer for an answer of that kind.
    pub(super) fn forget(&mut self, request: Request) {
        self.awaited[request as usize] = 0;
    }
}
