//! Randomness.

/// A fresh idempotency key: 128 random bits in hexadecimal. `randomUUID` would be shorter, but
/// it exists only on pages with HTTPS.
pub(crate) fn random_key() -> String {
    let mut bytes = [0_u8; 16];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        // It fails only for more than 65,536 bytes.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    let digit = |nibble| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// Any number, each about as likely as the others. Nothing secret hangs on it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is at least 0 and below 65,536"
)]
pub(crate) fn dice() -> u16 {
    (js_sys::Math::random() * 65_536.0) as u16
}
