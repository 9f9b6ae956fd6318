"""People in the admin."""

from django.db.models import Q
from django.urls import path, reverse
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from core.columns import DayColumn
from core.viewsets import QuietSave, RecordIndexView, RecordInspectView, RecordViewSet
from messaging.outcomes import told_to
from people.actions import create_person, update_person, verify_person
from people.alike import likely_duplicates
from people.forms import PersonForm
from people.models import Merge, Person
from people.registry import keepings
from people.views import EraseView, MergeView, UnmergeView, export_person


class PersonIndexView(RecordIndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().known()

    def search_queryset(self, queryset):
        return queryset.matching(self.search_query) if self.is_searching else queryset


class PersonInspectView(RecordInspectView):
    def get_context_data(self, **kwargs):
        person = self.object
        user = self.request.user
        closed = bool(person.erased_at or person.merged_into_id)
        return super().get_context_data(
            person=person,
            duplicates=[] if closed else likely_duplicates(person),
            consents=person.consents.all(),
            theirs=[(keeping.title, keeping.lines(person)) for keeping in shown_to(user)],
            told=told_to(person.key),
            may_verify=not closed and not person.verified_at and user.has_perm("people.change_person"),
            merges=merges_of(person) if user.has_perm("people.merge_person") else (),
            may_merge=not closed and user.has_perm("people.merge_person"),
            may_export=user.has_perm("people.export_person"),
            may_erase=not closed and user.has_perm("people.erase_person"),
            **kwargs,
        )

    def get_page_subtitle(self):
        return str(self.object)


def merges_of(person):
    """Those that can still be taken apart, into this record or of this one into another."""
    both = Merge.objects.filter(Q(kept=person) | Q(gone=person))
    return both.select_related("kept", "gone", "merged_by")


def shown_to(user):
    return [keeping for keeping in keepings() if keeping.shown and user.has_perm(keeping.shown.permission)]


class PersonSave(QuietSave):
    def after_url(self, person):
        return reverse("person:inspect", args=[person.pk])


class PersonCreateView(PersonSave, generic.CreateView):
    def act(self, form, *, by, now):
        details = dict(form.cleaned_data)
        later = {name: details.pop(name) for name in ("notes", "do_not_contact")}
        person = create_person(**details, by=by, now=now)
        return update_person(person, **later, by=by, now=now) if any(later.values()) else person


class PersonEditView(PersonSave, generic.EditView):
    def act(self, form, *, by, now):
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        return update_person(form.instance, **changes, by=by, now=now)

    def get_queryset(self):
        return super().get_queryset().known()


class PersonViewSet(RecordViewSet):
    model = Person
    icon = "user"
    menu_label = "People"
    menu_order = 210
    add_to_admin_menu = True
    index_view_class = PersonIndexView
    inspect_view_class = PersonInspectView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    inspect_template_name = "people/person/inspect.html"
    pages = ("index", "index_results", "add", "edit", "inspect")
    form_class = PersonForm
    list_display = [
        "name",
        "contact_by",
        Column("postcode", label="Postcode"),
        DayColumn("verified_at", label="Verified", sort_key="verified_at"),
        DayColumn("created_at", label="Known since", sort_key="created_at"),
    ]
    list_filter = ["contact_by", "age_band"]
    search_fields = ["name"]
    inspect_view_fields = [
        "contact_by",
        "phone",
        "email",
        "address",
        "helper_name",
        "helper_contact",
        "postcode",
        "ward",
        "age_band",
        "language",
        "adjustments",
        "notes",
        "do_not_contact",
        "verified_at",
        "verified_by",
        "created_at",
    ]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            self.act_path("verify", verify_person, permission="people.change_person", done="Verified."),
            path("merge/<int:pk>/<int:other>/", MergeView.as_view(), name="merge"),
            path("unmerge/<int:pk>/", UnmergeView.as_view(), name="unmerge"),
            path("export/<int:pk>/", export_person, name="export"),
            path("erase/<int:pk>/", EraseView.as_view(), name="erase"),
        ]
