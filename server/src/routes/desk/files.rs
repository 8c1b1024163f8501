//! The desk's stylesheet and script, which the program carries inside.

use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

pub(super) async fn styles() -> impl IntoResponse {
    let media_type = HeaderValue::from_static("text/css; charset=utf-8");
    let text = include_str!("../../../../static/desk/desk.css");
    ([(CONTENT_TYPE, media_type)], text)
}

pub(super) async fn script() -> impl IntoResponse {
    let media_type = HeaderValue::from_static("text/javascript; charset=utf-8");
    let text = include_str!("../../../../static/desk/desk.js");
    ([(CONTENT_TYPE, media_type)], text)
}
