"""Two sheets of paper: one with names alone for the clipboard, one with telephone numbers for the lead."""

from django.shortcuts import render
from django.urls import reverse

from core.qr import qr_drawing
from core.site_address import absolute
from events.register_lines import BLANK_ROWS, TICKS, register_of, rota_lines
from events.views.register_door import register_page


@register_page
def sign_in_sheet(request, occurrence):
    return render(request, "events/register/sign_in_sheet.html", sheet(occurrence))


@register_page
def lead_sheet(request, occurrence):
    return render(
        request,
        "events/register/paper.html",
        sheet(occurrence) | {"qr": qr_code(occurrence), "rota": rota_lines(occurrence)},
    )


def sheet(occurrence):
    register = register_of(occurrence)
    first_blank = len(register.booked) + 1
    return {
        "occurrence": occurrence,
        "register": register,
        "ticks": TICKS,
        "blank_rows": range(first_blank, first_blank + BLANK_ROWS),
    }


def qr_code(occurrence):
    """Opens the register for whoever is signed in and may see it; the code opens nothing by itself."""
    address = absolute(reverse("events:register", args=[occurrence.register_code]))
    return qr_drawing(address, "QR code of this register")
