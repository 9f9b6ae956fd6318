"""A place written by its name: one box with suggestions, which works without script and with any number of venues."""

from django import forms

from locations.models import VenuePage
from locations.names import full_name

# Suggestions are sent with the page: more would make it heavy, and the name can be typed in any case.
MOST_SUGGESTED = 400
TOO_LONG = 200


class PlaceWidget(forms.TextInput):
    """Suggests by a list of its own, or by one that the page has once for all its boxes (`shared`)."""

    template_name = "events/admin/place_widget.html"

    def __init__(self, attrs=None, shared=""):
        super().__init__(attrs)
        self.shared = shared

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["suggested"] = [] if self.shared else suggested_places()
        context["widget"]["attrs"]["list"] = self.shared or f"{context['widget']['attrs'].get('id')}-names"
        return context

    def format_value(self, value):
        if isinstance(value, int):
            value = VenuePage.objects.filter(pk=value).first()
        return full_name(value.title, value.town) if isinstance(value, VenuePage) else value


def suggested_places():
    """The names of all venues; none where there are too many to send."""
    titles = VenuePage.objects.live().order_by("title").values_list("title", "town")[: MOST_SUGGESTED + 1]
    return [full_name(*each) for each in titles] if len(titles) <= MOST_SUGGESTED else []


class PlaceField(forms.CharField):
    """Cleans to a live VenuePage, or None where nothing was written."""

    widget = PlaceWidget

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Place")
        kwargs.setdefault("help_text", "Write the name of the venue. Leave empty only if it is online.")
        super().__init__(required=False, max_length=TOO_LONG, **kwargs)

    def clean(self, value):
        written = super().clean(value)
        if not written:
            return None
        found = [venue for venue in like(written) if written.casefold() in names_of(venue)]
        if not found:
            raise forms.ValidationError(
                "There is no published venue called %(name)s. Write the name as the list of venues has it.",
                params={"name": written[:60]},
            )
        if len(found) > 1:
            places = " or ".join(full_name(venue.title, venue.town) for venue in found[:3])
            raise forms.ValidationError("Several venues are called that. Write %(places)s.", params={"places": places})
        return found[0]

    def has_changed(self, initial, data):
        return super().has_changed(self.widget.format_value(initial), data)


def like(written):
    """What may be meant, in one query; upper and lower case are compared afterwards."""
    name, _, _ = written.partition(", ")
    return VenuePage.objects.live().filter(title__istartswith=name).order_by("title", "pk")[:50]


def names_of(venue):
    return {venue.title.casefold(), full_name(venue.title, venue.town).casefold()}
