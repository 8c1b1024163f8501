//! Debian's packages, named before they are installed.

use super::search_path;
use crate::command;
use crate::console;
use anyhow::{Result, ensure};
use std::process::Command;

/// Whether this is a system whose packages can be installed without asking anybody.
pub(crate) fn can_install() -> bool {
    search_path::find("apt-get").is_some() && (is_root() || sudo_asks_nothing())
}

/// Installs packages, and refuses where another package would have to go for them.
pub(crate) fn install(packages: &[&str], reason: &str) -> Result<()> {
    let names = packages.join(" ");
    ensure!(
        can_install(),
        "{reason} is missing: install Debian's {names} (`apt-get install {names}` as root)"
    );
    console::detail(&format!(
        "Debian packages to install, for {reason}: {names}"
    ));
    // A list of packages that is a little old is better than none, so this may fail.
    let _ = command::finish("apt-update", apt_get().arg("update"));
    command::run(
        "apt-install",
        apt_get()
            .args(["install", "-y", "--no-install-recommends", "--no-remove"])
            .args(packages),
    )
}

/// Waits where another installation holds the lock, and asks no question.
fn apt_get() -> Command {
    let mut apt = if is_root() {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "apt-get"]);
        sudo
    };
    apt.args(["-o", "DPkg::Lock::Timeout=300"])
        .env("DEBIAN_FRONTEND", "noninteractive");
    apt
}

pub(super) fn is_root() -> bool {
    command::answer(Command::new("id").arg("-u")).as_deref() == Some("0")
}

fn sudo_asks_nothing() -> bool {
    command::answer(Command::new("sudo").args(["-n", "true"])).is_some()
}
