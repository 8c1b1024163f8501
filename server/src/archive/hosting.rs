//! What web spaces have to be told of an archive.

use crate::letters::PublicUrl;

/// For whoever finds the folder.
pub(super) const README: &str = "This folder is an archive of an open letter, as files.

Serve it as it is, at the address that the letter's server had. Then every page that shows the
letter goes on doing so, with its count and its names, and so does the letter's own page.

  v1/letters/ID            the letter, its count and the newest names, as JSON
  v1/letters/ID.2.json     the names after those, and so on
  letters/ID/index.html    the letter's own page; letters/ID/embed/index.html for frames
  embed/                   the script that pages load

Other sites' pages read the files below v1/ and embed/, so these have to be sent with the header
Access-Control-Allow-Origin: *. The file _headers says so to web spaces that read it; of others,
GitHub Pages sends it by itself. The files below v1/ that have no ending are JSON too.

For nginx:

  location /v1/    { default_type application/json; add_header Access-Control-Allow-Origin *; }
  location /embed/ { add_header Access-Control-Allow-Origin *; }

For Caddy:

  @read path /v1/* /embed/*
  header @read Access-Control-Allow-Origin *
  @json path_regexp ^/v1/letters/[a-z0-9-]+$
  header @json Content-Type application/json
  file_server

Whoever wants to be taken out of the list writes to the campaign. Take the name out of every file
that has it (search for it), and lower \"count\" by one.
";

/// The headers that the server sent, for web spaces that read such a file.
pub(super) fn headers(public: &PublicUrl) -> String {
    let policy = |script: &str, framers: &str| {
        format!(
            "default-src 'none'; {script}style-src 'self'; img-src 'self' https:; form-action 'none'; base-uri 'none'; frame-ancestors {framers}"
        )
    };
    // A page's policy cannot be taken back by a rule for the pages below it, so each has its own.
    let (tab, frame) = (policy("", "'self'"), policy("script-src 'self'; ", "*"));
    format!(
        "# {}
/v1/*
  Access-Control-Allow-Origin: *
  Content-Type: application/json; charset=utf-8
  X-Content-Type-Options: nosniff
  Cache-Control: public, max-age=3600
/embed/*
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  X-Content-Type-Options: nosniff
/letters/:id
  Content-Security-Policy: {tab}
  Referrer-Policy: same-origin
/letters/:id/
  Content-Security-Policy: {tab}
  Referrer-Policy: same-origin
/letters/:id/embed
  Content-Security-Policy: {frame}
  Referrer-Policy: same-origin
/letters/:id/embed/
  Content-Security-Policy: {frame}
  Referrer-Policy: same-origin
",
        public.origin()
    )
}

/// Addresses that other readers of the protocol may ask for, and the files that answer them.
pub(super) fn redirects(letter: &str) -> [String; 2] {
    [("count", "count"), ("signatures", "1")].map(|(call, file)| {
        format!("/v1/letters/{letter}/{call} /v1/letters/{letter}.{file}.json 200")
    })
}
