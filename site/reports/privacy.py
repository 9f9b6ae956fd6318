FIELDS = {
    "reports.ProgrammeReport": {"neither": "id"},
    "reports.Yardstick": {"neither": "id sort measure kind first_on number source"},
    # Counts alone. Small ones can point to a person, so who may read them is kept small, and `hidden` is obeyed.
    "reports.FrozenTable": {"neither": "id period kind first_on last_on name cells labels hidden frozen_at"},
}
