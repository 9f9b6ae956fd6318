"""The form behind the page editor, where a place's position is checked and a correction by hand is noticed."""

from wagtail.admin.forms import WagtailAdminPageForm

from locations.positions import position_of
from locations.postcode_forms import parse_postcode


class VenuePageForm(WagtailAdminPageForm):
    def clean_postcode(self):
        """Written one way (CA1 1AA) however it was typed; a draft may hold half of one."""
        typed = self.cleaned_data["postcode"].strip()
        parts = parse_postcode(typed)
        if parts and parts.is_unit:
            return parts.label
        if typed and not self.is_deferred_validation:
            self.add_error("postcode", "This is not a whole UK postcode. Give one like CA1 1AA, or leave it empty.")
        return typed

    def clean(self):
        cleaned = super().clean()
        latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
        if {"latitude", "longitude"} & set(self.changed_data) and None not in (latitude, longitude):
            self.instance.position_source = "hand"
        self._check_position(latitude, longitude)
        if not self.is_deferred_validation and not {"postcode", "latitude", "longitude"} & set(self.errors):
            self._check_can_be_found(cleaned, latitude, longitude)
        return cleaned

    def _check_position(self, latitude, longitude):
        if latitude is not None and not -90 <= latitude <= 90:
            self.add_error("latitude", "A latitude is between -90 and 90.")
        if longitude is not None and not -180 <= longitude <= 180:
            self.add_error("longitude", "A longitude is between -180 and 180.")
        if (latitude is None) != (longitude is None) and not self.is_deferred_validation:
            self.add_error("longitude" if longitude is None else "latitude", "Give both, or leave both empty.")

    def _check_can_be_found(self, cleaned, latitude, longitude):
        """A published place without a position would be near nobody."""
        if None not in (latitude, longitude) or position_of(cleaned.get("postcode", "")):
            return
        self.add_error(
            "postcode",
            "We do not know where this postcode is. Check it, or give the latitude and longitude."
            if cleaned.get("postcode")
            else "Give a postcode, or the latitude and longitude, so that people can find the place.",
        )
