"""Which of our fields are personal. A champion's home, and what a resident wrote, are; counts and states are not."""

FIELDS = {
    "champions.Role": {
        "neither": (
            "id title slug description takes open_to_apply open_to_under_18s asks_ward asks_team meets_people "
            "may_visit_homes requirements order"
        )
    },
    "champions.Role_requirements": {"neither": "id role requirement"},
    "champions.Requirement": {"neither": "id title kind level valid_months"},
    "champions.ChampionRequirement": {
        # That a check was seen, and its number: never what it said.
        "personal": (
            "champion met_on expires_on certificate_number level decision update_service status_checked_on seen_by "
            "decided_by attended_on seen_on"
        ),
        "neither": "id requirement conduct",
    },
    "champions.Conduct": {"personal": "published_by", "neither": "id number text published_at"},
    # Of the referee and of the applicant. What was said is kept from the applicant: see keeping.export_champion.
    "champions.Reference": {
        "personal": (
            "champion name email phone address relation known_for trusts concern words signed taken_by decided_by"
        ),
        "neither": "id key state asked_at reminders answered_at decided_at",
    },
    # Of somebody who is no Person yet: cleared after 30 days.
    "champions.ApplicationDraft": {"personal": "email code_hash answers", "neither": "id key form_key saved_at"},
    "champions.Champion": {
        "personal": (
            "person user state_reason birth_year why home_postcode home_latitude home_longitude languages paused_until "
            "calendar_key represents team manager"
        ),
        "neither": (
            "id role state applied_at active_since form_key area topics settings venues travel_miles max_people "
            "travels_by shown_to_others"
        ),
    },
    "champions.Champion_topics": {"neither": "id champion topic"},
    "champions.Champion_venues": {"neither": "id champion venuepage"},
    "champions.Availability": {"personal": "champion weekday starts ends", "neither": "id"},
    "champions.Holiday": {"personal": "champion from_on until_on", "neither": "id"},
    # What is said in confidence may be of anybody's health, and of a crime.
    "champions.Concern": {
        "special": "who words",
        "personal": "name contact taken_by champion request",
        "neither": ("id reference form_key about arrived_by state outcome raised_at first_seen_at closed_at"),
    },
    "champions.ConcernNote": {"special": "words", "personal": "written_by", "neither": "id concern kind written_at"},
    "champions.Stop": {"personal": "champion put_on_by", "neither": "id concern put_on_at lifted_at"},
    "champions.BlockedPair": {
        "special": "reason",
        "personal": "champion person made_by",
        "neither": "id for_lead_only made_at",
    },
    "champions.HelpRequest": {
        "personal": "person words where latitude longitude language taken_by outcome",
        # That somebody needs a place without steps says something of their health.
        "special": "step_free",
        "neither": (
            "id key reference form_key topics setting travel_miles area state champion venue found_at matched_at "
            "promised_on in_touch_at answered_on closed_at arrived_by created_at"
        ),
    },
    "champions.HelpRequest_topics": {"neither": "id helprequest topic"},
    "champions.WantedTime": {"personal": "request weekday starts ends", "neither": "id"},
    "champions.Offer": {
        "personal": "champion reasons made_by",
        "neither": "id request state made_at lapses_at answered_at",
    },
    "champions.Turn": {"personal": "champion set_by", "neither": "id request place"},
    "champions.MatchWeights": {"neither": "id distance topics time room known"},
    # What somebody wrote, of which nothing says who it was.
    "champions.HelpFeedback": {"personal": "words", "neither": "id did_it_help said_on"},
    "champions.HelpSession": {
        "personal": "champion",
        "neither": "id request held_on minutes setting topics outcome next_on travel_miles form_key logged_at",
    },
    "champions.HelpSession_topics": {"neither": "id helpsession topic"},
}
