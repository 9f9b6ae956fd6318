FIELDS = {
    "reports.ProgrammeReport": {"neither": "id"},
    "reports.RowsFile": {
        "neither": "key asked_by asked_at format kind first_on last_on place state tries beat_at rows rows_done made_at"
    },
    # Figures alone, for a day: what people wrote is not in it (reports/keeping.py).
    "reports.LongAnswer": {"neither": "key asked_at state tries beat_at made_at report chosen steps_done step text"},
    "reports.Yardstick": {"neither": "id sort measure kind first_on number source"},
    # Counts alone. Small ones can point to a person, so who may read them is kept small, and `hidden` is obeyed.
    "reports.FrozenTable": {"neither": "id period kind first_on last_on name cells labels hidden frozen_at"},
    "reports.UnitCosts": {"neither": "id title source web phone face letter partner really_nothing counts"},
    # Nobody's answers, but a small number can say what they were.
    "reports.EqualityCount": {"special": "question answer people", "neither": "id month through condition"},
    "reports.UsedEqualityForm": {"neither": "key used_on"},
    "reports.SharedReport": {
        "neither": "id report kind first_on last_on key_hash shared_by shared_at until revoked_at"
    },
    "reports.ReportSubscription": {"neither": "id user report since"},
    "reports.ServiceStandard": {"neither": "id key words days what_we_do shown order"},
    # Whom an account is: a councillor, whose ward is public.
    "reports.MemberArea": {"personal": "user", "neither": "id code name district_code"},
}
