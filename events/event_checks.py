"""What is wrong with an event, besides its dates: a draft is warned, publishing is refused. Pure."""

NEEDS_PLACE = ("in-person", "both")
NEEDS_LINK = ("online", "both")


def problems(*, delivery, joining_link, booking_mode, booking_link):
    """(name of the field, sentence) for each thing to put right."""
    if delivery in NEEDS_LINK and not joining_link:
        yield "joining_link", "Enter the link to join it online. Only people who are booked are shown it."
    if booking_mode == "elsewhere" and not booking_link:
        yield "booking_link", "Enter the web address where people book."


def place_problem(*, delivery, venue):
    if delivery in NEEDS_PLACE and not venue:
        return "Choose the place. If it is online only, say so under In person or online."
    return None
