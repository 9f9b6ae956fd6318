from django.apps import AppConfig
from django.db.models.signals import post_migrate

TO_SEE_TO = {
    "promise": ("person who was to hear from us by now", "people who were to hear from us by now"),
    "answer": (
        "person who has not said yes or no to a champion",
        "people who have not said yes or no to a champion",
    ),
    "first-contact": ("match without first contact in 5 days", "matches without first contact in 5 days"),
    "quiet": ("match without contact in 14 days", "matches without contact in 14 days"),
}


class ChampionsConfig(AppConfig):
    name = "champions"

    def ready(self):
        from champions import joining_fields, keeping, message_fields
        from champions.actions.helped import KEPT_MONTHS, KEPT_WHY, WITH_WORDS, forget_words
        from champions.actions.turns import lapse_and_ask_next
        from champions.first_conduct import make_first_conduct
        from champions.first_roles import make_first_roles
        from core import every_minute, retention, roles, worklist

        keeping.register()
        message_fields.register_kinds()
        joining_fields.register_kinds()
        every_minute.register("lapse offers and ask the next", lapse_and_ask_next)
        retention.rule(
            "help-feedback",
            title="What people said of help they had",
            months=KEPT_MONTHS,
            why=KEPT_WHY,
            holdings=[WITH_WORDS],
            apply=forget_words,
        )
        self.watch_over_joining()
        self.keep_safe(retention, roles, worklist)
        roles.grant(
            roles.COORDINATORS,
            *(f"champions.view_{model}" for model in ("champion", "helprequest", "offer", "role", "requirement")),
            *(f"champions.change_{model}" for model in ("champion", "helprequest", "role", "requirement")),
            *("champions.view_helpfeedback", "champions.change_matchweights"),
            *(f"champions.add_{model}" for model in ("helprequest", "role", "requirement", "offer")),
        )
        worklist.register(
            ("request for help waiting for a champion", "requests for help waiting for a champion"),
            lambda now: self.get_model("HelpRequest").objects.filter(state="waiting").count(),
            "helprequest:index",
            "champions.change_helprequest",
            query="state=waiting",
        )
        for what, labels in TO_SEE_TO.items():
            worklist.register(
                labels,
                lambda now, what=what: self.get_model("HelpRequest").objects.to_see_to(what, now).count(),
                "helprequest:index",
                "champions.change_helprequest",
                query=f"to_see_to={what}",
            )
        worklist.register(
            (
                "application to be a champion, not looked at yet",
                "applications to be a champion, not looked at yet",
            ),
            lambda now: self.get_model("Champion").objects.filter(state="applied").count(),
            "champion:index",
            "champions.change_champion",
            query="state=applied",
        )
        post_migrate.connect(make_first_roles, sender=self)
        post_migrate.connect(make_first_conduct, sender=self)

    def watch_over_joining(self):
        """References, drafts and what runs out: what is done at night, who may, and what waits for a coordinator."""
        from champions import renewals
        from champions.actions import drafts, references
        from core import nightly, roles, worklist

        nightly.register("remind referees", references.remind)
        nightly.register("forget applications left for later", drafts.forget_old)
        nightly.register("say what runs out", renewals.give_notice)
        roles.grant(
            roles.COORDINATORS,
            "champions.read_reference",
            "champions.view_conduct",
            "champions.add_conduct",
        )
        references_of = self.get_model("Reference").objects
        worklist.register(
            (
                "person helped by a champion whose checks have run out",
                "people helped by champions whose checks have run out",
            ),
            renewals.matches_of_lapsed,
            "joining:renewals",
            "champions.change_champion",
        )
        worklist.register(
            ("reference to read", "references to read"),
            lambda now: references_of.to_read().filter(champion__state="in-checks").count(),
            "joining:board",
            "champions.read_reference",
        )
        worklist.register(
            ("referee to ring", "referees to ring"),
            lambda now: references_of.to_ring(now).count(),
            "joining:board",
            "champions.read_reference",
        )

    def keep_safe(self, retention, roles, worklist):
        """Concerns are the safeguarding lead's alone; blocked pairs coordinators' too."""
        from champions.actions.concerns import CONCERN_MONTHS, CONCERN_WHY, CONCERNS_CLOSED
        from core.roles import SAFEGUARDING

        concerns = self.get_model("Concern").objects
        retention.rule(
            "concerns",
            title="Concerns, once closed",
            months=CONCERN_MONTHS,
            why=CONCERN_WHY,
            holdings=[CONCERNS_CLOSED],
            confidential=True,
        )
        pairs = [f"champions.{what}_blockedpair" for what in ("view", "delete")]
        roles.grant(SAFEGUARDING, "champions.view_concern", "champions.change_concern", *pairs)
        roles.grant(roles.COORDINATORS, *pairs)
        worklist.register(
            ("concern that is new", "concerns that are new"),
            lambda now: concerns.unseen().count(),
            "concern:index",
            "champions.change_concern",
            query="state=new",
        )
        worklist.register(
            (
                "concern not looked at within a working day",
                "concerns not looked at within a working day",
            ),
            lambda now: concerns.overdue(now).count(),
            "concern:index",
            "champions.change_concern",
            query="state=new&ordering=raised_at",
        )
        worklist.register(
            (
                "concern that nobody can read: no account is in the group Safeguarding leads",
                "concerns that nobody can read: no account is in the group Safeguarding leads",
            ),
            lambda now: 0 if roles.has_members(SAFEGUARDING) else concerns.open().count(),
            "wagtailusers_users:index",
            "auth.change_user",
        )
