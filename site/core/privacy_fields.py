"""The classes of core's own fields, and of the libraries' models that this site stores."""

FIELDS = {
    "core.AuditLine": {"personal": "user", "neither": "id at action actor_kind about_type about_id detail"},
    "core.LastDone": {"neither": "name at"},
    "core.Retention": {"neither": "what title months why"},
    "core.ProgrammeSettings": {
        "neither": "id site programme_name council_name area_name phone phone_cost phone_hours email postal_address "
        "data_attribution"
    },
}
