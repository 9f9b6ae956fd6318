FIELDS = {
    "reports.ProgrammeReport": {"neither": "id"},
    # Counts alone. Small ones can point to a person, so who may read them is kept small, and `hidden` is obeyed.
    "reports.FrozenTable": {"neither": "id period kind first_on last_on name cells labels hidden frozen_at"},
    "reports.SharedReport": {
        "neither": "id report kind first_on last_on key_hash shared_by shared_at until revoked_at"
    },
    "reports.ReportSubscription": {"neither": "id user report since"},
}
