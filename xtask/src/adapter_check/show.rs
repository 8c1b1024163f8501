//! The report as one reads it in a terminal.

use super::Out;
use super::client::{Asked, Reply};
use super::exchange::Exchange;
use open_letter_core::adapter::explain::{Section, Step, Weight};

/// How many characters of a body are shown.
const MOST_OF_A_BODY: usize = 300;

/// What was asked and answered, and what a browser holds against it.
#[derive(Default)]
pub(super) struct Said {
    lines: Vec<String>,
    complaints: Vec<(Weight, String)>,
}

impl Said {
    pub(super) fn of(exchange: &Exchange, step: &Step) -> Self {
        let mut lines = Vec::new();
        for (asked, reply) in &exchange.hops {
            request(asked, &mut lines);
            if let Some(reply) = reply {
                answer(reply, &step.reads, &mut lines);
            }
        }
        Self {
            lines,
            complaints: exchange.complaints.clone(),
        }
    }
}

/// Prints a section.
pub(super) fn section(section: &Section, said: &Said, out: &mut Out<'_>) {
    if section.findings.is_empty() && said.lines.is_empty() {
        return;
    }
    out(section.title.english());
    for line in &said.lines {
        out(&format!("    {line}"));
    }
    for (weight, complaint) in &said.complaints {
        out(&format!("  {} {complaint}", mark(*weight)));
    }
    for finding in &section.findings {
        out(&format!("  {} {finding}", mark(finding.weight)));
    }
    out("");
}

fn mark(weight: Weight) -> char {
    match weight {
        Weight::Good => '✓',
        Weight::Remark => '·',
        Weight::Fault => '✗',
    }
}

fn request(asked: &Asked, lines: &mut Vec<String>) {
    lines.push(format!("→ {} {}", asked.method, asked.url));
    for (name, value) in &asked.headers {
        lines.push(format!("  {name}: {value}"));
    }
    if let Some(body) = &asked.body {
        lines.push(format!("  {}", beginning(body)));
    }
}

fn answer(reply: &Reply, reads: &[String], lines: &mut Vec<String>) {
    let status = ureq::http::StatusCode::from_u16(reply.status).ok();
    let reason = status.and_then(|status| status.canonical_reason());
    lines.push(format!("← {} {}", reply.status, reason.unwrap_or_default()));
    let matters = |name: &str| {
        name.starts_with("access-control-")
            || ["content-type", "location", "retry-after"].contains(&name)
            || reads.iter().any(|read| read.eq_ignore_ascii_case(name))
    };
    for name in reply.headers.keys().filter(|name| matters(name.as_str())) {
        let value = reply.header(name.as_str()).unwrap_or_default();
        lines.push(format!("  {name}: {value}"));
    }
    if !reply.body.is_empty() {
        lines.push(format!(
            "  {}",
            beginning(&String::from_utf8_lossy(&reply.body))
        ));
    }
}

/// The beginning of a body, on one line.
fn beginning(body: &str) -> String {
    let words: Vec<&str> = body.split_whitespace().collect();
    let line = words.join(" ").replace(char::is_control, " ");
    match line.char_indices().nth(MOST_OF_A_BODY) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
