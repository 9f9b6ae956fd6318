from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self):
        from core import backups, nightly, retention
        from core.roles import COORDINATORS, MANAGERS, grant
        from people.actions.erasing import replay_erasures
        from people.actions.one_time_codes import forget_codes
        from people.erasures import write_all_down
        from people.registry import keeps
        from people.retention import MONTHS, WHY, erase_inactive

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
        backups.on_restore(before=write_all_down, after=replay_erasures)
        retention.rule("people", title="People", months=MONTHS, why=WHY, apply=erase_inactive)
        nightly.register("forget one-time codes", forget_codes)
        for group in (COORDINATORS, MANAGERS):
            grant(group, "people.view_person", "people.add_person", "people.change_person", "people.merge_person")
        grant(MANAGERS, "people.export_person", "people.erase_person")


def erase_messages(rows, now):
    """That a message went, and how, is counted; whom it went to and what it said is forgotten."""
    rows.unsent().update(state="withdrawn")
    rows.update(to="", to_name="", subject="", body="", body_html="", calendar="")
