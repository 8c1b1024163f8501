//! A relay is believed when its certificate is, and not otherwise.

use std::path::Path;
use std::process::Command;

use open_letter_server::Reason;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

use super::relay::Relay;
use super::{for_now, send, transport};

/// Names the folder of certificates in a process that trusts their authority.
const FOLDER: &str = "OPEN_LETTER_TEST_CERTIFICATES";
const HERE: &str = "127.0.0.1";
const ELSEWHERE: &str = "mail.example.org";

/// Makes an authority in `authority.pem`, and a certificate with its key for each name.
fn make_certificates(folder: &Path) {
    let write = |name: &str, pem: String| std::fs::write(folder.join(name), pem).unwrap();
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    write("authority.pem", authority.pem());
    for name in [HERE, ELSEWHERE] {
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new([name.to_owned()]).unwrap();
        let certificate = certificate.signed_by(&key, &authority).unwrap();
        write(&format!("{name}.pem"), certificate.pem());
        write(&format!("{name}.key"), key.serialize_pem());
    }
}

/// A relay that shows the certificate of a name, and its two ways to encrypt as URLs.
fn relay(folder: &Path, name: &str, tls: &str) -> (Relay, String) {
    let file = |ending: &str| {
        folder
            .join(format!("{name}.{ending}"))
            .display()
            .to_string()
    };
    let relay = Relay::start(&[
        "--tls",
        tls,
        "--certificate",
        &file("pem"),
        "--key",
        &file("key"),
    ]);
    let url = match tls {
        "always" => format!("smtps://{HERE}:{}", relay.port()),
        _ => format!("smtp://{HERE}:{}?tls=required", relay.port()),
    };
    (relay, url)
}

/// The roots of a process are those that its environment names, so the half that trusts the
/// authority runs in a process of its own.
#[tokio::test]
async fn only_a_relay_that_proves_its_name_gets_a_mail() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        trusting(Path::new(&folder)).await;
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    make_certificates(folder.path());
    for tls in ["always", "starttls"] {
        let (_relay, url) = relay(folder.path(), HERE, tls);
        let sent = send(&transport(&url), "ada@example.org").await;
        assert_eq!(
            sent,
            for_now(Reason::Tls),
            "{tls}: its authority is a stranger's"
        );
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "encryption::only_a_relay_that_proves_its_name_gets_a_mail",
        ])
        .env(FOLDER, folder.path())
        .env("SSL_CERT_FILE", folder.path().join("authority.pem"))
        .env_remove("SSL_CERT_DIR")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && told.contains("1 passed"),
        "{told}"
    );
}

async fn trusting(folder: &Path) {
    for tls in ["always", "starttls"] {
        let (mut believed, url) = relay(folder, HERE, tls);
        send(&transport(&url), "ada@example.org").await.unwrap();
        assert_eq!(believed.taken().told("encrypted"), true, "{tls}");

        let (_relay, url) = relay(folder, ELSEWHERE, tls);
        let sent = send(&transport(&url), "ada@example.org").await;
        assert_eq!(sent, for_now(Reason::Tls), "{tls}: it is another's name");
    }
}
