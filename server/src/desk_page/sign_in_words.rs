//! What the desk says at its door.

pub(super) const SIGN_IN: &str = "Sign in";
pub(super) const PASSWORD: &str = "Password";
pub(super) const SIGNED_OUT: &str = "You are signed out.";
pub(super) const NOT_SIGNED_IN: &str = "Please sign in. A session ends after an hour without a press of a button, and after twelve hours in any case; nothing that was decided is lost.";
pub(super) const WRONG: &str = "Name and password do not belong together. Please try again.";
pub(super) const TOO_MANY: &str = "There were too many tries for this name or from this network. Please wait a quarter of an hour, then try again.";
pub(super) const STAY: &str = "Signed in already? Go to the desk.";
pub(super) const KEPT: &str = "What you sent last is kept on this page, and not done yet.";
pub(super) const SIGNED_IN_AGAIN: &str = "You are signed in again";
pub(super) const STILL_HERE: &str = "Your session had ended when you pressed a button. What you sent is still here, and nothing of it is done yet.";
pub(super) const SEND_NOW: &str = "Send it now";
pub(super) const LEAVE_IT: &str = "Leave it, and go to the desk";
