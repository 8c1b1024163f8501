//! The same stories on SQLite, on Postgres, and on a Postgres that refuses one transaction of ten.

use crate::badges;
use crate::chance;
use crate::database::Kind;
use crate::networks;
use crate::server::{Server, signature};
use crate::signers;
use crate::stories;

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
    stories:
        each_decision_counts_as_it_says
        what_counts_already_is_only_looked_at
        the_second_of_two_is_told
        two_at_the_same_moment_are_one
        the_last_decision_is_taken_back
        many_are_decided_after_their_number_was_shown
        some_are_ticked;
    badges:
        a_claim_shows_once_it_is_granted
        what_is_not_ticked_is_refused_and_can_be_granted_later
        many_are_approved_and_their_claims_wait_on
        the_second_of_two_grants_nothing
        what_is_claimed_anew_is_looked_at_again;
    signers:
        a_spelling_is_mended_and_the_first_one_kept
        who_withdraws_leaves_no_decision
        what_its_signer_changed_is_looked_at_again
        signatures_are_found
        who_asked_hears_how_it_ended
        over_the_days_limit_it_hears_the_next_day;
    networks:
        what_waits_for_a_network_is_released_after_its_number_was_shown
        what_is_said_of_a_network_is_heard_at_once;
    chance:
        counts_equal_rows_whatever_is_decided;
}

/// The stories above would hold where nothing is refused, too.
#[tokio::test]
async fn conflicts_happen() {
    let server = Server::start(Kind::Conflicting).await;
    for number in 0..60 {
        let email = format!("person-{number}@example.org");
        server.sign("after", &signature("Somebody", &email)).await;
    }
    let conflicts = server.database.conflicts().await;
    assert!(conflicts >= 2, "{conflicts}");
}
