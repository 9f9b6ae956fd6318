from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self):
        from core import backups, nightly, retention
        from core.roles import COORDINATORS, MANAGERS, grant
        from people.actions.erasing import replay_erasures
        from people.actions.one_time_codes import forget_codes
        from people.erasures import write_all_down
        from people.registry import DELETE, keeps
        from people.retention import MERGE_MONTHS, MERGE_WHY, MERGES, MONTHS, WHY, erase_inactive, people_stand
        from people.subject_access import export_merge

        keeps(
            "people.Consent",
            "person",
            title="What you agreed to",
            export=["purpose", "wording", "arrived_by", "given_at", "withdrawn_at"],
            erase=[],
            last_activity="given_at",
        )
        keeps(
            "messaging.Message",
            "person_key",
            matched_by="key",
            title="Messages to you",
            export=["channel", "state", "to", "subject", "body", "created_at", "sent_at"],
            erase=erase_messages,
        )
        keeps(
            "people.Merge",
            "kept",
            title="Records of you that we put together",
            export=export_merge,
            erase=DELETE,
            # It is about these two records, whatever they become part of later.
            merge=lambda rows, into, by, now: None,
        )
        keeps(
            "people.Merge",
            "gone",
            title="That this record was put into another",
            export=["merged_at"],
            erase=DELETE,
            merge=lambda rows, into, by, now: None,
        )
        backups.on_restore(before=write_all_down, after=replay_erasures)
        retention.rule("people", title="People", months=MONTHS, why=WHY, apply=erase_inactive, stands=people_stand)
        nightly.register("forget one-time codes", forget_codes)
        retention.rule(
            "merges", title="Merged records, to take apart", months=MERGE_MONTHS, why=MERGE_WHY, holdings=[MERGES]
        )
        for group in (COORDINATORS, MANAGERS):
            grant(group, "people.view_person", "people.add_person", "people.change_person", "people.merge_person")
        grant(MANAGERS, "people.export_person", "people.erase_person")


def erase_messages(rows, now):
    """That a message went, and how, is counted; whom it went to and what it said is forgotten."""
    rows.unsent().update(state="withdrawn")
    rows.update(to="", to_name="", subject="", body="", body_html="", calendar="")
