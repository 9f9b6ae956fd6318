"""Places are public: nothing here is about a person. A venue's telephone and e-mail are the place's own."""

FIELDS = {
    "locations.Area": {"neither": "code name kind parent latitude longitude"},
    "locations.Place": {
        "neither": "id name search_name qualifier kind district latitude longitude source_id",
    },
    "locations.Postcode": {
        "neither": "key latitude longitude ward_code district_code lsoa_code terminated_on",
    },
    "locations.Lsoa": {
        "neither": (
            "code name older_codes ward_code ward_name district_code district_name rural population aged_65 aged_75 "
            "disabled deprivation exclusion_risk latitude longitude shape"
        ),
    },
    "locations.PostcodeGroup": {"neither": "label latitude longitude ward_code district_code"},
    "locations.VenueIndexPage": {"neither": "page_ptr intro"},
    "locations.VenuePage": {
        "neither": (
            "page_ptr kind summary address town postcode latitude longitude position_source ward district free_wifi "
            "public_computers device_loan step_free hearing_loop accessible_toilet parking bus quiet_room creche "
            "access_notes sessions_only phone email website photograph search_terms import_key imported_values"
        ),
    },
    "locations.OpeningHours": {"neither": "id venue weekday opens closes"},
    "locations.Closure": {"neither": "id venue first_on last_on every_year reason"},
    "locations.BankHoliday": {"neither": "id nation on title"},
}
