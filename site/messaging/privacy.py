FIELDS = {
    "messaging.Message": {
        "personal": "person_key to to_name subject body body_html calendar",
        "neither": "id key cause kind channel state about_type about_id created_at send_at attempts claimed_at sent_at "
        "carrier_id delivered_at last_error needed_by taken_at taken_by",
    },
    "messaging.Wording": {"neither": "id kind way subject body changed_at changed_by"},
    "messaging.CallTry": {"neither": "id message at by outcome"},
}
