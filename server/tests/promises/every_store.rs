//! The same stories on SQLite, on Postgres, and on a Postgres that refuses one transaction of ten.

use crate::database::Kind;
use crate::server::{Server, signature};
use crate::stories::{
    choosing, confirming, networks, owning, proving, purging, reading, requesting,
};

macro_rules! on_every_store {
    ($($concern:ident: $($story:ident)+;)+) => {
        on_every_store!(as sqlite, Kind::Sqlite, $($concern: $($story)+;)+);
        on_every_store!(as postgres, Kind::Postgres, $($concern: $($story)+;)+);
        on_every_store!(as conflicting_postgres, Kind::Conflicting, $($concern: $($story)+;)+);
    };
    (as $name:ident, $kind:expr, $($concern:ident: $($story:ident)+;)+) => {
        mod $name {
            use super::*;
            $($(
                #[tokio::test]
                async fn $story() {
                    $concern::$story(Server::start($kind).await).await;
                }
            )+)+
        }
    };
}

on_every_store! {
    choosing:
        a_button_publishes
        what_is_new_replaces
        what_stands_is_kept
        both_are_withdrawn
        it_was_somebody_else
        somebody_elses_signature_is_deleted
        what_was_ones_own_survives_not_me
        who_is_blocked_gets_no_mail
        a_link_is_for_one_purpose
        a_link_grows_old
        a_link_to_ones_own_opens_once;
    confirming:
        a_code_publishes
        a_lost_answer_is_given_again
        two_at_once_are_one
        a_code_may_be_typed_in_other_digits
        five_wrong_codes_spend_it
        an_address_and_a_code_are_enough
        an_address_has_five_tries_a_day
        a_code_grows_old
        a_code_is_for_one_receipt_in_one_letter
        who_signs_again_replaces_by_a_code
        a_call_is_read_strictly;
    networks:
        what_waits_for_a_network_is_released
        a_network_is_forgotten_with_the_last_that_waits
        what_is_said_of_a_network_holds;
    owning:
        ones_own_is_seen_and_corrected
        a_correction_holds_the_rules
        who_withdraws_is_gone
        who_signs_again_counts_once
        a_mail_opens_ones_own
        a_session_is_short_and_for_one_letter;
    proving:
        without_a_good_proof_a_person_looks
        the_same_request_is_answered_the_same
        of_many_at_once_one_has_used_it
        a_mail_comes_either_way
        what_is_not_asked_for_is_not_looked_at
        a_used_proof_is_forgotten_with_its_time;
    purging:
        what_nobody_confirmed_goes;
    requesting:
        another_mail_after_a_minute
        a_mistyped_address_is_corrected
        an_address_is_corrected_three_times
        requests_are_answered_alike
        three_mails_a_day
        a_mail_that_is_moot_does_not_leave;
    reading:
        pages_hold_everybody_once
        count_and_page_are_of_one_moment
        the_same_count_is_the_same_answer
        a_mailbox_counts_once_without_confirmation;
}

/// The stories above would hold where nothing is refused, too.
#[tokio::test]
async fn conflicts_happen() {
    let server = Server::start(Kind::Conflicting).await;
    for number in 0..100 {
        let email = format!("person-{number}@example.org");
        let body = signature("Somebody", &email);
        assert_eq!(server.sign_in("unconfirmed", &body).await.status, 202);
    }
    assert_eq!(server.database.rows("signatures").await, 100);
    let conflicts = server.database.conflicts().await;
    assert!(conflicts >= 5, "{conflicts}");
}
