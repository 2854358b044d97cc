//! The names of all cases, where a macro can read them. A test holds them against the cases themselves.

/// Proves a connector: expands to one `#[test]` for every case of the [behaviour suite](mod@crate::suite).
///
/// ```text
/// connector_testkit::suite!(my_connector::CONNECTOR);
/// ```
#[macro_export]
macro_rules! suite {
    ($connector:path) => {
        $crate::every_case!(tests $connector);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! every_case {
    ($mode:ident $($connector:path)?) => {
        $crate::with_cases! { $mode [$($connector)?]
            the_connector_id_is_a_short_lower_case_name
            the_name_stands_in_both_languages
            the_documentation_has_an_https_address
            the_console_steps_have_a_date_and_both_languages
            the_crate_does_no_io_of_its_own
            the_schema_is_a_valid_draft_07_schema
            the_schema_is_the_same_every_time
            every_object_of_the_schema_is_closed
            an_unknown_key_is_one_finding
            every_property_has_title_and_description_in_both_languages
            every_property_has_an_example_or_a_default
            every_example_validates_and_loads
            a_property_named_like_a_secret_is_write_only
            the_smallest_config_loads
            one_required_key_removed_is_one_finding
            a_known_misspelling_suggests_the_right_key
            a_complete_sign_in_gives_a_profile
            the_smallest_reply_signs_in
            a_reply_without_an_id_is_refused
            an_id_of_another_type_is_refused
            an_id_outside_printable_ascii_is_refused
            an_id_that_stands_twice_is_refused
            the_identity_does_not_follow_from_the_email_address
            the_subject_is_the_same_whichever_reply_it_came_from
            the_same_reply_gives_the_same_profile
            a_foreign_redirect_uri_is_refused
            the_authorize_url_carries_the_state_of_its_attempt
            state_nonce_and_challenge_are_drawn_afresh_every_time
            without_randomness_no_sign_in_begins
            app_data_never_leaves_the_sealed_sign_in
            a_scope_outside_the_grammar_is_refused
            a_core_parameter_cannot_be_overridden
            no_parameter_stands_twice_in_the_authorize_url
            pkce_is_s256_with_a_verifier_of_43_characters
            the_token_request_proves_the_challenge
            the_authorize_url_holds_no_secret_and_no_verifier
            openid_is_asked_for_where_an_id_token_is_wanted
            the_redirect_uri_is_the_same_in_url_and_token_request
            every_value_of_the_authorize_url_is_encoded_once
            an_undocumented_parameter_is_refused
            an_extra_scope_is_appended_once
            a_sign_in_begins_at_a_declared_https_address
            a_callback_without_state_is_refused
            state_mismatch_is_refused
            a_state_that_is_nearly_right_is_refused
            a_repeated_parameter_is_refused
            a_callback_without_code_and_error_is_refused
            an_oversized_code_is_refused
            a_code_with_characters_that_no_code_has_is_refused
            state_decides_before_an_error_is_read
            another_issuer_is_refused
            a_callback_of_another_instance_is_refused
            a_callback_without_its_browser_is_refused
            a_callback_works_once
            a_late_callback_is_refused
            a_callback_without_parameters_is_refused
            unknown_parameters_are_ignored
            a_post_is_taken_only_where_it_is_declared
            a_malformed_or_oversized_callback_is_refused
            a_user_who_presses_cancel_is_told_apart
            a_refused_sign_in_is_spent
            a_failed_silent_sign_in_is_no_refusal_by_the_user
            an_error_wins_over_a_code
            control_characters_of_an_error_are_escaped
            other_errors_of_the_callback_have_their_kinds
            a_token_reply_that_is_html_is_refused
            an_empty_token_reply_is_refused
            a_token_reply_that_is_no_object_is_refused
            a_token_reply_cut_in_the_middle_is_refused
            a_token_reply_followed_by_more_is_refused
            a_token_reply_that_is_not_utf8_is_refused
            a_token_reply_with_numbers_that_json_has_not_is_refused
            a_token_reply_with_a_member_twice_is_refused
            a_token_reply_without_an_access_token_is_refused
            an_access_token_with_odd_characters_is_refused
            an_oversized_access_token_is_refused
            a_token_of_another_type_is_refused
            an_odd_status_of_the_token_endpoint_is_refused
            a_redirect_of_the_token_endpoint_is_not_followed
            a_redirect_within_the_token_endpoints_origin_is_not_followed
            a_token_endpoint_that_never_answers_ends_as_a_timeout
            a_token_request_that_is_lost_is_not_sent_again
            a_token_reply_over_the_limit_is_refused
            a_token_reply_nested_without_end_is_refused
            a_code_is_sent_once_and_to_one_address
            an_error_beside_a_token_wins
            a_401_of_the_token_endpoint_means_the_client_was_refused
            a_limit_is_reported_with_its_waiting_time_and_never_waited_for
            a_code_is_not_sent_again_after_a_fault_of_the_provider
            an_odd_expiry_is_unknown_and_stops_nothing
            an_error_text_that_repeats_our_secrets_is_scrubbed
            an_error_text_with_terminal_escapes_is_escaped
            a_long_error_text_is_cut
            the_token_request_is_a_form_and_nothing_of_it_stands_in_the_url
            an_unset_secret_is_left_out_of_the_token_request
            errors_of_the_token_endpoint_have_their_kinds
            the_status_is_judged_before_a_token_in_the_body
            token_replies_that_differ_within_the_protocol_work
            a_code_is_decoded_once_and_encoded_once
            the_access_token_travels_in_a_header_only
            a_reply_without_its_success_marker_is_refused
            a_401_of_the_profile_endpoint_means_the_token_was_refused
            a_profile_reply_that_is_not_utf8_is_refused
            a_broken_profile_reply_is_refused
            a_profile_reply_over_the_limit_is_refused
            a_redirect_of_the_profile_endpoint_is_not_followed
            a_profile_request_that_failed_once_is_tried_again
            a_status_outside_success_is_never_a_profile
            an_error_body_is_never_a_profile
            every_subset_of_optional_items_signs_in
            an_optional_item_of_the_wrong_type_is_dropped_with_a_warning
            a_picture_is_https_or_absent
            an_email_address_is_verified_only_by_its_rule
            what_came_unsigned_through_the_browser_is_never_verified
            an_empty_optional_item_is_absent
            a_malformed_email_address_is_dropped_with_a_warning
            a_picture_that_is_no_web_address_is_dropped
            odd_but_valid_text_in_a_name_is_kept
            debug_of_a_configured_connector_shows_no_secret
            the_same_clock_and_randomness_give_the_same_sign_in
            only_declared_hosts_are_contacted
            an_unsigned_id_token_is_refused
            an_id_token_with_another_algorithm_is_refused
            an_id_token_with_a_wrong_signature_is_refused
            an_id_token_of_another_issuer_is_refused
            an_id_token_for_another_client_is_refused
            an_id_token_without_a_usable_subject_is_refused
            an_id_token_out_of_its_time_is_refused
            an_id_token_is_good_until_a_minute_after_its_end
            an_id_token_of_another_sign_in_is_refused
            an_id_token_with_an_extension_is_refused
            keys_that_an_id_token_brings_are_ignored
            a_malformed_id_token_is_refused
            an_oversized_id_token_is_refused
            a_claim_that_stands_twice_is_refused
            a_wrong_access_token_hash_is_refused
            a_sign_in_without_its_id_token_is_refused
            another_kind_of_token_is_no_id_token
            a_refresh_keeps_the_old_token_where_none_comes
            a_new_refresh_token_replaces_the_old_one
            a_refused_refresh_means_signing_in_again
            a_lost_refresh_is_sent_once_and_in_doubt
            a_faulty_revocation_has_its_kind
            a_missing_capability_says_which_there_are
            faults_after_the_sign_in_have_their_kinds
            a_refreshed_id_token_of_somebody_else_is_refused
            an_id_token_of_another_application_is_refused
            a_notification_without_proof_is_refused
            a_malformed_notification_is_refused
            generated_notifications_never_panic
            a_thousand_generated_callbacks_never_panic
            a_thousand_generated_token_replies_never_panic
            a_thousand_generated_profile_replies_never_panic
            no_secret_stands_in_any_error_of_any_case
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! with_cases {
    (tests [$connector:path] $($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                $crate::suite::assert_holds(&$connector, env!("CARGO_MANIFEST_DIR"), stringify!($name));
            }
        )*
    };
    (listed [] $($name:ident)*) => {
        &[$(stringify!($name)),*]
    };
}
