//! What is answered to those who come too late, too early or too often.

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use serde_json::{Value, json};

use crate::server::{Answer, signature};
use crate::stories::{CONFIRM, JSON, LETTER, SIGN, submit};
use crate::witness::Witness;

/// A code works for three days. They pass in the database.
pub(crate) async fn three_days(witness: &mut Witness) {
    let (receipt, code) = submit(witness, 6).await;
    witness
        .server
        .execute("UPDATE tokens SET expires_at = 1")
        .await;
    let late = json!({ "receipt": receipt, "code": code });
    let answer = witness.post(CONFIRM, late).await;
    assert_eq!(answer.json()["code"], "code_expired");
}

/// The same request comes again while the first one is being written.
pub(crate) async fn for_one_s_own_answer(witness: &mut Witness) {
    let request = || {
        Request::post(SIGN)
            .header("content-type", "application/json")
            .header("idempotency-key", "twice")
            .body(Body::from(signature("twice@example.org").to_string()))
            .unwrap()
    };
    // The second is looked at as soon as the first has to wait.
    let server = &witness.server;
    let (first, second) = tokio::join!(server.send(request()), server.send(request()));
    assert_eq!([first.status, second.status], [202, 409]);
    for answer in [first, second] {
        witness.check("POST", SIGN, &answer);
    }
}

/// Others of one's network have sent as much as it may send.
pub(crate) async fn for_others(witness: &mut Witness) {
    let address = witness.server.limited().await;
    let url = format!("http://{address}");
    let document = &witness.document;
    let all = document.operations().into_iter();
    let limited: Vec<_> = all
        .filter(|operation| document.of(operation)["responses"]["429"].is_object())
        .collect();
    assert_eq!(limited.len(), 5);
    let first = over_socket(&url, "POST", CONFIRM, "{}").await;
    assert_eq!(first.status, 422);
    for operation in limited {
        let call = operation.path.trim_start_matches("/v1/letters/{id}");
        let (path, method) = (format!("{LETTER}{call}"), operation.method.to_uppercase());
        let answer = over_socket(&url, &method, &path, "{}").await;
        assert_eq!(answer.status, 429, "{operation}");
        witness.check(&method, &path, &answer);
    }
}

/// Asks over a connection, which alone knows whose network it is from.
async fn over_socket(url: &str, method: &str, path: &str, body: &'static str) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(format!("{url}{path}"))
        .header(JSON.0, JSON.1)
        .body(body)
        .unwrap();
    let ask = move || {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            // A withdrawal with a body, which is ignored.
            .allow_non_standard_methods(true)
            .build()
            .into();
        let mut answer = agent.run(request).unwrap();
        let headers: HeaderMap = answer.headers().clone();
        Answer {
            status: StatusCode::from_u16(answer.status().as_u16()).unwrap(),
            headers,
            body: answer.body_mut().read_to_vec().unwrap(),
        }
    };
    let answer = tokio::task::spawn_blocking(ask).await.unwrap();
    assert_ne!(answer.json(), Value::Null);
    answer
}
