FIELDS = {
    "reports.ProgrammeReport": {"neither": "id"},
    # Counts alone. Small ones can point to a person, so who may read them is kept small, and `hidden` is obeyed.
    "reports.FrozenTable": {"neither": "id period kind first_on last_on name cells labels hidden frozen_at"},
    "reports.ServiceStandard": {"neither": "id key words days what_we_do shown order"},
    # Whom an account is: a councillor, whose ward is public.
    "reports.MemberArea": {"personal": "user", "neither": "id code name district_code"},
}
