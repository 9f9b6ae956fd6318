FIELDS = {
    "people.Person": {
        "personal": "name name_compared phone phone_compared email email_compared address helper_name helper_contact "
        "postcode ward age_band language notes",
        "special": "adjustments",
        "neither": "id key contact_by do_not_contact verified_at verified_by merged_into created_at erased_at",
    },
    "people.Merge": {
        "personal": "kept gone moved merged_by",
        # The fields of a person, of which one says what would help them.
        "special": "changed",
        "neither": "id merged_at",
    },
    "people.Consent": {
        "personal": "person purpose",
        "neither": "id wording arrived_by given_at withdrawn_at taken_by",
    },
    # Nobody is found by it without the key of the site, and it is gone in a day.
    "people.OneTimeCode": {"personal": "claim code_hash", "neither": "id form_key tries expires_at"},
    "people.Erasure": {"neither": "person_key erased_at"},
}
