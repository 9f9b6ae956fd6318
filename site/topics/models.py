from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet


class SkillArea(models.TextChoices):
    """The Essential Digital Skills framework's five areas, and the foundation below them (Department for Education)."""

    FOUNDATION = "foundation", "Foundation skills"
    COMMUNICATING = "communicating", "Communicating"
    INFORMATION = "information", "Handling information and content"
    TRANSACTING = "transacting", "Transacting"
    PROBLEM_SOLVING = "problem-solving", "Problem solving"
    SAFETY = "safety", "Being safe and legal online"


@register_snippet
class Topic(models.Model):
    """A digital skill, as people ask for it: \"Stay safe from scams\"."""

    title = models.CharField(
        max_length=80, unique=True, help_text="Public. In the words people use, for example Shop online."
    )
    slug = models.SlugField(
        max_length=60, unique=True, help_text="Used in addresses. Do not change it once it is in use."
    )
    area = models.CharField("skill area", max_length=20, choices=SkillArea.choices)
    icon = models.CharField(
        max_length=20, default="computer", help_text="The name of a drawing, for example phone or shield."
    )
    search_terms = models.CharField(
        max_length=250, blank=True, help_text="Other words people type for it, for example whatsapp, zoom, skype."
    )
    on_home_page = models.BooleanField(default=False, help_text="Show it among the choices on the home page.")
    order = models.PositiveSmallIntegerField(default=100)

    panels = [FieldPanel(name) for name in ("title", "slug", "area", "icon", "search_terms", "on_home_page", "order")]

    class Meta:
        ordering = ["order", "title"]

    def __str__(self):
        return self.title
