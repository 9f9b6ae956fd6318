"""The code of conduct in the admin: every version to read, and a new one to publish. None is ever changed."""

from django.urls import reverse
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views import generic

from champions.actions import conduct
from champions.forms.conduct import ConductForm
from champions.models import Conduct
from core.columns import DayColumn
from core.viewsets import QuietSave, RecordIndexView, RecordViewSet


class ConductIndexView(RecordIndexView):
    add_item_label = "Publish a new version"


class PublishView(QuietSave, generic.CreateView):
    page_title = "Publish a new version of the code of conduct"
    success_message = "Published. Everybody who agreed to an earlier version has been asked to agree to this one."

    def act(self, form, *, by, now):
        return conduct.publish(text=form.cleaned_data["text"], by=by, now=now)

    def after_url(self, row):
        return reverse(self.index_url_name)


class ConductViewSet(RecordViewSet):
    model = Conduct
    icon = "doc-full"
    menu_label = "Code of conduct"
    pages = ("index", "index_results", "add", "inspect")
    index_view_class = ConductIndexView
    add_view_class = PublishView
    form_class = ConductForm
    ordering = ["-number"]
    list_display = [
        TitleColumn("number", label="Version", accessor=str, url_name="conduct:inspect"),
        DayColumn("published_at", label="Published"),
    ]
    inspect_view_fields = ["number", "text", "published_at"]
