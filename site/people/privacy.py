FIELDS = {
    "people.Person": {
        "personal": "name phone phone_compared email email_compared address helper_name helper_contact postcode ward "
        "age_band language notes",
        "special": "adjustments",
        "neither": "id key contact_by do_not_contact verified_at verified_by merged_into created_at erased_at",
    },
    "people.Consent": {
        "personal": "person purpose",
        "neither": "id wording arrived_by given_at withdrawn_at taken_by",
    },
    # Nobody is found by it without the key of the site, and it is gone in a day.
    "people.OneTimeCode": {"personal": "claim code_hash", "neither": "id form_key tries expires_at"},
    "people.Erasure": {"neither": "person_key erased_at"},
}
