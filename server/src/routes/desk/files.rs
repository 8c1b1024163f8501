//! The desk's stylesheet and script, which the program carries inside.

use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../../../static/desk/", $name))
    };
}

pub(super) async fn styles() -> impl IntoResponse {
    let media_type = HeaderValue::from_static("text/css; charset=utf-8");
    let text = concat!(
        file!("desk.css"),
        file!("queue.css"),
        file!("pages.css"),
        file!("letter.css"),
        file!("modes.css")
    );
    ([(CONTENT_TYPE, media_type)], text)
}

pub(super) async fn script() -> impl IntoResponse {
    let media_type = HeaderValue::from_static("text/javascript; charset=utf-8");
    let text = file!("desk.js");
    ([(CONTENT_TYPE, media_type)], text)
}
