from django.apps import AppConfig

from core.roles import EDITORS, MODERATORS, PARTNERS, grant_media, grant_pages


class ConfigConfig(AppConfig):
    name = "config"
    label = "config"

    def ready(self):
        """Who may do what with pages and pictures: those are Wagtail's, so no app of ours can say it."""
        for group in (EDITORS, MODERATORS):
            grant_pages(group, "pages.HomePage", "add", "change", "publish", "lock", "unlock")
            for kind in ("wagtailimages.{}_image", "wagtaildocs.{}_document"):
                grant_media(group, *(kind.format(verb) for verb in ("add", "change", "choose")))
        # A partner puts events forward; a moderator publishes them.
        grant_pages(PARTNERS, "events.EventIndexPage", "add")
