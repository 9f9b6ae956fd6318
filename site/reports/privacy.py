FIELDS = {"reports.ProgrammeReport": {"neither": "id"}}
