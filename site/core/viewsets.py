"""Admin pages for rows that are not content: people, messages, the audit trail.

Only what is named is there: no copying, no deleting by hand, and none of Wagtail's own history, which would keep
people's names in its log after they are erased. What changes such a row is an action; `act_view` is its door.
"""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_POST
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from core.errors import Refused


class OnlyThese(ModelPermissionPolicy):
    """Nobody, not even a superuser, gets a button for what the pages do not have."""

    def __init__(self, model, allowed):
        super().__init__(model)
        self.allowed = allowed

    def user_has_permission(self, user, action):
        return action in self.allowed and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)


class RecordIndexView(generic.IndexView):
    """The first column leads to the page that shows the row, which has the buttons."""

    any_permission_required = ["view"]

    def get_edit_url(self, instance):
        return None


class RecordInspectView(generic.InspectView):
    """Shows what is known: an empty field takes no room, and yes is said as yes."""

    any_permission_required = ["view"]

    def get_page_title(self):
        return capfirst(self.model._meta.verbose_name)

    def get_fields_context(self):
        known = [field for field in super().get_fields_context() if field["value"] not in ("", None)]
        return [{**field, "value": in_words(field["value"])} for field in known]


def in_words(value):
    return {True: "Yes", False: "No"}[value] if isinstance(value, bool) else value


class QuietSave:
    """Saves through an action and says so without a name; no line in Wagtail's log."""

    success_message = "Saved."

    def get_success_buttons(self):
        return []

    def save_instance(self):
        return self.act(self.form, by=self.request.actor, now=timezone.now())

    def form_valid(self, form):
        # An action may refuse what the form could not know; that is a sentence on the form, not an error page.
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            self.produced_error_message = refusal.sentence
            return self.form_invalid(form)

    def get_success_url(self):
        return self.after_url(self.object)


class RecordViewSet(ModelViewSet):
    index_view_class = RecordIndexView
    inspect_view_class = RecordInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    pages = ("index", "index_results", "inspect")
    form_class = forms.Form
    icon = "list-ul"

    def get_form_class(self, for_update=False):
        return self.form_class

    def get_edit_handler(self):
        return None

    @property
    def permission_policy(self):
        doors = {"add": "add", "edit": "change"}
        return OnlyThese(self.model, {"view", *(doors[page] for page in self.pages if page in doors)})

    def get_common_view_kwargs(self, **kwargs):
        gone = {"history", "usage", "delete", "add", "edit"} - set(self.pages)
        return super().get_common_view_kwargs(**{**{f"{page}_url_name": None for page in gone}, **kwargs})

    def get_index_view_kwargs(self, **kwargs):
        """Headed as the menu calls it."""
        return super().get_index_view_kwargs(**{"page_title": self.menu_label, **kwargs})

    def get_urlpatterns(self):
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in self.pages]

    def act_path(self, name, action, *, permission, done):
        """A POST that does `action(row, by=, now=)` and comes back to the row's page."""

        @require_POST
        def view(request, pk):
            if not request.user.has_perm(permission):
                raise PermissionDenied
            row = get_object_or_404(self.model, pk=pk)
            try:
                action(row, by=request.actor, now=timezone.now())
            except Refused as refusal:
                messages.error(request, refusal.sentence)
            else:
                messages.success(request, done)
            return redirect(self.get_url_name("inspect"), pk)

        return path(f"{name}/<{self.pk_path_converter}:pk>/", view, name=name)
