"""What an editor meets when editing a place, in the order in which somebody describes one."""

from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Page

INDEX = [FieldPanel("intro")]
OPENING_HOURS = [FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens"), FieldPanel("closes")])]
CLOSURE = [
    FieldRowPanel([FieldPanel("first_on"), FieldPanel("last_on")]),
    FieldPanel("every_year"),
    FieldPanel("reason"),
]

HOURS_HELP = (
    "<p>One row for each stretch of opening. A day with a lunch hour has two rows; a day without a row is closed.</p>"
)


def venue_tabs():
    return TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title", placeholder="Name of the place"),
                    FieldPanel("kind"),
                    FieldPanel("summary"),
                    FieldPanel("photograph"),
                    MultiFieldPanel(
                        [
                            FieldPanel("address"),
                            FieldRowPanel([FieldPanel("town"), FieldPanel("postcode")]),
                            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                            FieldPanel("position_source", read_only=True),
                            FieldRowPanel([FieldPanel("ward"), FieldPanel("district")]),
                        ],
                        "Where it is",
                    ),
                    MultiFieldPanel([FieldPanel("phone"), FieldPanel("email"), FieldPanel("website")], "Contact"),
                ],
                heading="The place",
            ),
            ObjectList(
                [
                    FieldPanel("sessions_only"),
                    HelpPanel(HOURS_HELP),
                    InlinePanel("opening_hours", heading="Opening hours", label="Stretch of opening"),
                    InlinePanel("closures", heading="Closures", label="Closure"),
                ],
                heading="Opening",
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("free_wifi"), FieldPanel("public_computers"), FieldPanel("device_loan")],
                        "Getting online",
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel(name)
                            for name in (
                                "step_free",
                                "accessible_toilet",
                                "hearing_loop",
                                "quiet_room",
                                "parking",
                                "bus",
                                "creche",
                                "access_notes",
                            )
                        ],
                        "Getting there and getting in",
                    ),
                ],
                heading="What is here",
            ),
            ObjectList(Page.promote_panels, heading="Address on the web"),
        ]
    )
