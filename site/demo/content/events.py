"""The demonstration's events: what is put on, where, on which rule. Dates are worked out from the day it is loaded.

`start` counts weeks from the Monday of the loading week: -52 began a year ago. `days` are weekday numbers, Monday 0.
"""

from dataclasses import dataclass, field
from datetime import time


@dataclass(frozen=True)
class Rule:
    """`every` 1, 2 or 4 weeks on `day`; or the `nth` (-1: last) `day` of each month; `meetings` ends it."""

    venue: str
    day: int
    starts: time
    ends: time
    every: int = 1
    nth: int = 0
    start: int = -52
    meetings: int = 0


@dataclass(frozen=True)
class Question:
    text: str
    reason: str
    choices: str = ""


@dataclass(frozen=True)
class Event:
    title: str
    summary: str
    kind: str
    rules: tuple
    course: str = ""
    topics: tuple = ()
    mode: str = "book"
    capacity: int | None = 10
    delivery: str = "in-person"
    audience: str = "everyone"
    bring: str = ""
    slug: str = ""
    whole_course: bool = False
    late_joining: int = 0
    fewest: int | None = None
    asks: tuple = ()
    body: str = field(default="", repr=False)


def at(text):
    """\"10-12\" or \"13:30-15\" as two times."""

    def one(part):
        hour, _, minute = part.partition(":")
        return time(int(hour), int(minute or 0))

    return tuple(one(part) for part in text.split("-"))


def weekly(venue, day, hours, **kwargs):
    starts, ends = at(hours)
    return Rule(venue, day, starts, ends, **kwargs)


MON, TUE, WED, THU, FRI, SAT = range(6)
OWN = "Your own phone or tablet and its charger, if you have them. We have some to lend."

WIFI_WEDNESDAY = "Come and use the wifi, and somebody who knows will be there to ask. Tea is on us."
SILVER = "A friendly morning for anyone new to the internet. Bring your questions. Tea is on us."
SILVER_BODY = (
    "<p>Each week we look at one thing together for half an hour. Then there is time for your own questions, "
    "one by one.</p><p>You can come once or every week.</p>"
)

EVENTS = [
    Event(
        "Silver Surfer Thursday",
        SILVER,
        "workshop",
        (weekly("Carlisle Library", THU, "10-12"),),
        course="first-clicks",
        topics=("first-steps", "search"),
        bring=OWN,
        slug="silver-surfer-thursday",
        body=SILVER_BODY,
    ),
    Event(
        "Silver Surfer Thursday in Kendal",
        SILVER,
        "workshop",
        (weekly("Kendal Library", THU, "10-12"),),
        course="first-clicks",
        topics=("first-steps",),
        bring=OWN,
        body=SILVER_BODY,
    ),
    Event(
        "Silver Surfer Thursday in Barrow",
        SILVER,
        "workshop",
        (weekly("Barrow Library", THU, "10-12"),),
        course="first-clicks",
        topics=("first-steps",),
        capacity=12,
        bring=OWN,
        body=SILVER_BODY,
    ),
    Event(
        "Wi-fi Wednesday",
        WIFI_WEDNESDAY,
        "drop-in",
        (weekly("Penrith Community Fire Station", WED, "13-15"),),
        topics=("broadband", "phone-or-tablet"),
        mode="drop-in",
        capacity=None,
        slug="wi-fi-wednesday",
        bring=OWN,
    ),
    Event(
        "Wi-fi Wednesday at Carlisle East",
        WIFI_WEDNESDAY,
        "drop-in",
        (weekly("Carlisle East Community Fire Station", WED, "10-12"),),
        topics=("broadband", "phone-or-tablet"),
        mode="drop-in",
        capacity=None,
        bring=OWN,
    ),
    Event(
        "Wi-fi Wednesday in Workington",
        WIFI_WEDNESDAY,
        "drop-in",
        (weekly("Workington Fire Station", WED, "14-16", every=2),),
        topics=("broadband", "fix-it"),
        mode="drop-in",
        capacity=None,
    ),
    Event(
        "Computer drop-in",
        "Somebody at the next desk who can help. Stay ten minutes or all afternoon.",
        "drop-in",
        (weekly("Carlisle Library", FRI, "14-16"), weekly("Carlisle Library", TUE, "10-12")),
        topics=("first-steps", "search", "benefits"),
        mode="drop-in",
        capacity=None,
    ),
    Event(
        "Computer drop-in in Whitehaven",
        "Somebody at the next desk who can help. Stay ten minutes or all morning.",
        "drop-in",
        (weekly("Whitehaven Library", MON, "10-12"),),
        topics=("first-steps", "benefits"),
        mode="drop-in",
        capacity=None,
    ),
    Event(
        "Computer drop-in in Ulverston",
        "Somebody at the next desk who can help.",
        "drop-in",
        (weekly("Ulverston Library", FRI, "10-12"),),
        topics=("first-steps", "fix-it"),
        mode="drop-in",
        capacity=None,
    ),
    Event(
        "Computer drop-in in Millom",
        "Somebody at the next desk who can help.",
        "drop-in",
        (weekly("Millom Library", TUE, "14-16", every=2),),
        topics=("first-steps",),
        mode="drop-in",
        capacity=None,
    ),
    Event(
        "First steps with a smartphone",
        "Make calls, send messages and stop being afraid of the settings.",
        "workshop",
        (weekly("Carlisle Library", SAT, "10:30-12", every=2),),
        course="first-steps-with-a-smartphone",
        topics=("phone-or-tablet",),
        capacity=8,
        bring=OWN,
    ),
    Event(
        "First steps with a smartphone in Keswick",
        "Make calls, send messages and stop being afraid of the settings.",
        "workshop",
        (weekly("Keswick Library", MON, "13:30-15", every=2),),
        course="first-steps-with-a-smartphone",
        topics=("phone-or-tablet",),
        capacity=6,
        bring=OWN,
    ),
    Event(
        "First steps with a smartphone in Alston",
        "Make calls, send messages and stop being afraid of the settings.",
        "workshop",
        (weekly("Alston Library", TUE, "10:30-12", every=4),),
        course="first-steps-with-a-smartphone",
        topics=("phone-or-tablet",),
        capacity=6,
        bring=OWN,
    ),
    Event(
        "First steps with a smartphone in Maryport",
        "Make calls, send messages and stop being afraid of the settings.",
        "workshop",
        (weekly("Maryport Library", THU, "10-11:30", every=2),),
        course="first-steps-with-a-smartphone",
        topics=("phone-or-tablet",),
        capacity=8,
        bring=OWN,
    ),
    Event(
        "Get to know your tablet",
        "What all the pictures do, and how to get back when you are lost.",
        "workshop",
        (weekly("Workington Fire Station", FRI, "13-15"),),
        course="get-to-know-your-tablet",
        topics=("phone-or-tablet",),
        capacity=8,
        bring=OWN,
    ),
    Event(
        "Get to know your tablet in Windermere",
        "What all the pictures do, and how to get back when you are lost.",
        "workshop",
        (weekly("Windermere Library", TUE, "10-12", every=2),),
        course="get-to-know-your-tablet",
        topics=("phone-or-tablet",),
        capacity=8,
        bring=OWN,
    ),
    Event(
        "Get to know your tablet in Brampton",
        "What all the pictures do, and how to get back when you are lost.",
        "workshop",
        (weekly("Brampton Library", WED, "10:30-12:30", every=2),),
        course="get-to-know-your-tablet",
        topics=("phone-or-tablet",),
        capacity=6,
        bring=OWN,
    ),
    Event(
        "Spot a scam",
        "The tricks in use now, and what to do if one catches you.",
        "workshop",
        (weekly("Morton Library Link", MON, "13-14:30", every=2),),
        course="spot-a-scam",
        topics=("scams",),
    ),
    Event(
        "Spot a scam in Keswick",
        "The tricks in use now, and what to do if one catches you.",
        "workshop",
        (weekly("Keswick Library", FRI, "10:30-12", nth=1),),
        course="spot-a-scam",
        topics=("scams",),
    ),
    Event(
        "Spot a scam in Dalton-in-Furness",
        "The tricks in use now, and what to do if one catches you.",
        "workshop",
        (weekly("Dalton-in-Furness Library Link", WED, "14-15:30", nth=2),),
        course="spot-a-scam",
        topics=("scams",),
        capacity=12,
    ),
    Event(
        "Spot a scam in Grange-over-Sands",
        "The tricks in use now, and what to do if one catches you.",
        "workshop",
        (weekly("Grange-over-Sands Library", TUE, "10:30-12", nth=3),),
        course="spot-a-scam",
        topics=("scams",),
    ),
    Event(
        "Spot a scam in Silloth",
        "The tricks in use now, and what to do if one catches you.",
        "workshop",
        (weekly("Silloth Library", WED, "10:30-12", nth=-1),),
        course="spot-a-scam",
        topics=("scams",),
        capacity=8,
    ),
    Event(
        "Video calls with family",
        "See the grandchildren without leaving the house.",
        "workshop",
        (weekly("Denton Holme Library Link", WED, "11-12:30"),),
        course="video-calls-with-family",
        topics=("video-calls",),
        capacity=5,
        bring=OWN,
    ),
    Event(
        "Video calls with family in Cockermouth",
        "See the grandchildren without leaving the house.",
        "workshop",
        (weekly("Cockermouth Library Link", THU, "11-12:30", every=2),),
        course="video-calls-with-family",
        topics=("video-calls",),
        capacity=6,
        bring=OWN,
    ),
    Event(
        "Video calls with family in Kirkby Stephen",
        "See the grandchildren without leaving the house.",
        "workshop",
        (weekly("Kirkby Stephen Library", FRI, "10:30-12", every=4),),
        course="video-calls-with-family",
        topics=("video-calls",),
        capacity=6,
        bring=OWN,
    ),
    Event(
        "Photos: take, keep and share",
        "Take better pictures, and find them again.",
        "workshop",
        (weekly("Kendal Library", SAT, "10-12", every=2),),
        course="photos-take-keep-and-share",
        topics=("photos",),
        capacity=6,
        bring=OWN,
    ),
    Event(
        "Photos: take, keep and share in Ambleside",
        "Take better pictures, and find them again.",
        "workshop",
        (weekly("Ambleside Library", TUE, "14-16", nth=2),),
        course="photos-take-keep-and-share",
        topics=("photos",),
        capacity=6,
        bring=OWN,
    ),
    Event(
        "The NHS App, step by step",
        "Order a prescription and see your appointments. Join by video, or ring in free.",
        "digital",
        (weekly("", TUE, "19-20"),),
        course="the-nhs-app-step-by-step",
        topics=("nhs-online",),
        delivery="online",
        capacity=20,
    ),
    Event(
        "The NHS App in Penrith",
        "Order a prescription and see your appointments.",
        "workshop",
        (weekly("Penrith Library", MON, "10:30-12", every=2),),
        course="the-nhs-app-step-by-step",
        topics=("nhs-online",),
        capacity=8,
        bring=OWN,
    ),
    Event(
        "The NHS App in Millom",
        "Order a prescription and see your appointments.",
        "workshop",
        (weekly("Millom Library", THU, "14-15:30", nth=1),),
        course="the-nhs-app-step-by-step",
        topics=("nhs-online",),
        capacity=8,
        bring=OWN,
    ),
    Event(
        "Ask a digital champion: one-to-one",
        "Half an hour with one person and your own question.",
        "one-to-one",
        (weekly("Carlisle East Community Fire Station", TUE, "10-12"),),
        topics=("phone-or-tablet", "fix-it"),
        capacity=4,
        bring=OWN,
    ),
    Event(
        "Ask a digital champion in Penrith",
        "Half an hour with one person and your own question.",
        "one-to-one",
        (weekly("Penrith Library", THU, "14-16"),),
        topics=("phone-or-tablet", "fix-it"),
        capacity=4,
        bring=OWN,
    ),
    Event(
        "Ask a digital champion in Ulverston",
        "Half an hour with one person and your own question.",
        "one-to-one",
        (weekly("Ulverston Library", MON, "14-16"),),
        topics=("phone-or-tablet", "fix-it"),
        capacity=4,
        bring=OWN,
    ),
    Event(
        "Ask a digital champion in Workington",
        "Half an hour with one person and your own question.",
        "one-to-one",
        (weekly("Workington Library", TUE, "10-12"),),
        topics=("phone-or-tablet", "fix-it"),
        capacity=4,
        bring=OWN,
    ),
    Event(
        "Bring your own phone",
        "Bring it, whatever is wrong with it, and we will look at it together.",
        "workshop",
        (weekly("Gosforth Village Library Link", TUE, "10-12", every=2),),
        topics=("phone-or-tablet", "fix-it"),
        capacity=6,
    ),
    Event(
        "Bring your own phone in Shap",
        "Bring it, whatever is wrong with it, and we will look at it together.",
        "workshop",
        (weekly("Shap Library", THU, "10:30-12:30", every=2),),
        topics=("phone-or-tablet", "fix-it"),
        capacity=6,
    ),
    Event(
        "Bring your own phone in Coniston",
        "Bring it, whatever is wrong with it, and we will look at it together.",
        "workshop",
        (weekly("Coniston Library Link", WED, "14-16", nth=1),),
        topics=("phone-or-tablet", "fix-it"),
        capacity=6,
    ),
    Event(
        "Bring your own phone in Sedbergh",
        "Bring it, whatever is wrong with it, and we will look at it together.",
        "workshop",
        (weekly("Sedbergh Library", WED, "10-12", nth=3),),
        topics=("phone-or-tablet", "fix-it"),
        capacity=6,
    ),
    Event(
        "E-mail from the start",
        "An address of your own, and what to do with it.",
        "course",
        (weekly("Workington Library", WED, "10-12", start=-3, meetings=6),),
        course="e-mail-from-the-start",
        topics=("email",),
        capacity=8,
    ),
    Event(
        "E-mail from the start in Wigton",
        "An address of your own, and what to do with it.",
        "workshop",
        (weekly("Wigton Library", WED, "10-12", every=2),),
        course="e-mail-from-the-start",
        topics=("email",),
        capacity=6,
    ),
    Event(
        "Online shopping before Christmas",
        "Order a present, and be sure the shop is real.",
        "workshop",
        (weekly("Kendal Library", WED, "13:30-15", start=-4, meetings=10),),
        course="online-shopping-step-by-step",
        topics=("shopping", "scams"),
        capacity=8,
    ),
    Event(
        "Online shopping, step by step",
        "Order groceries, and be sure the shop is real.",
        "workshop",
        (weekly("Barrow Library", TUE, "13:30-15", every=2),),
        course="online-shopping-step-by-step",
        topics=("shopping",),
        capacity=8,
    ),
    Event(
        "Banking without the branch",
        "For when the nearest branch is thirty miles away.",
        "workshop",
        (weekly("Appleby Library", MON, "10:30-12", every=4),),
        course="banking-without-the-branch",
        topics=("banking", "scams"),
        capacity=6,
    ),
    Event(
        "Banking without the branch in Kirkby Lonsdale",
        "For when the nearest branch is twenty miles away.",
        "workshop",
        (weekly("Kirkby Lonsdale Library", WED, "10-11:30", nth=4),),
        course="banking-without-the-branch",
        topics=("banking", "scams"),
        capacity=6,
    ),
    Event(
        "Banking questions, by video or telephone",
        "Somebody patient, and nothing you say about your account is written down.",
        "digital",
        (weekly("", THU, "11-12", every=2),),
        course="banking-without-the-branch",
        topics=("banking",),
        delivery="online",
        capacity=15,
    ),
    Event(
        "Council services online",
        "Council tax, bins, bus passes and Blue Badges.",
        "workshop",
        (weekly("Egremont Library", TUE, "10:30-12", every=2),),
        course="council-services-online",
        topics=("benefits",),
        capacity=8,
    ),
    Event(
        "Blue Badge and bus pass help",
        "We fill the form in with you. Bring a photograph and something with your address on.",
        "one-to-one",
        (weekly("Carlisle Library", MON, "10-12"),),
        course="council-services-online",
        topics=("benefits",),
        mode="ring",
        capacity=6,
    ),
    Event(
        "Looking for work online",
        "A CV, a job search and an application you are proud of.",
        "course",
        (weekly("Carlisle Library", MON, "13-15", start=-2, meetings=8),),
        course="looking-for-work-online",
        topics=("work",),
        capacity=10,
    ),
    Event(
        "A tablet in six weeks",
        "For people who have a tablet in a drawer. We take it out and start at the beginning.",
        "course",
        (weekly("Penrith Library", TUE, "10-12", start=2, meetings=6),),
        course="get-to-know-your-tablet",
        topics=("phone-or-tablet", "video-calls"),
        capacity=8,
        bring="Your tablet and its charger. If you have none, we lend you one.",
        whole_course=True,
        late_joining=1,
        fewest=4,
        asks=(
            Question(
                "Which tablet do you have?",
                "So that the right person sits with you.",
                "iPad\nSamsung or another with Android\nAmazon Fire\nNone yet",
            ),
        ),
    ),
    Event(
        "Job club in Barrow",
        "A computer, a printer and somebody to read your application over.",
        "drop-in",
        (weekly("Ormsgill Library Link", THU, "10-13"),),
        course="looking-for-work-online",
        topics=("work",),
        mode="drop-in",
        capacity=None,
    ),
    Event(
        "Job club in Whitehaven",
        "A computer, a printer and somebody to read your application over.",
        "drop-in",
        (weekly("Whitehaven Library", WED, "13-16"),),
        course="looking-for-work-online",
        topics=("work",),
        mode="drop-in",
        capacity=None,
    ),
    Event(
        "Essential Digital Skills at Lakes College",
        "A free qualification for adults, one evening a week.",
        "course",
        (weekly("Lakes College", TUE, "18-20", start=-5, meetings=12),),
        course="essential-digital-skills",
        topics=("first-steps", "work"),
        capacity=14,
    ),
    Event(
        "Essential Digital Skills at Kendal College",
        "A free qualification for adults, one evening a week.",
        "course",
        (weekly("Kendal College", MON, "18-20", start=-5, meetings=12),),
        course="essential-digital-skills",
        topics=("first-steps", "work"),
        mode="elsewhere",
        capacity=14,
    ),
    Event(
        "Find your family",
        "Use the census and parish registers that the library pays for.",
        "workshop",
        (weekly("Carlisle Library", WED, "14-16", nth=3),),
        course="find-your-family",
        topics=("family-history",),
    ),
    Event(
        "Find your family in Kendal",
        "Use the census and parish registers that the library pays for.",
        "workshop",
        (weekly("Kendal Library", TUE, "14-16", nth=-1),),
        course="find-your-family",
        topics=("family-history",),
    ),
    Event(
        "Better broadband for less",
        "What you could have where you live, and what it should cost.",
        "workshop",
        (weekly("Patterdale Fire Station", TUE, "14-15:30", every=4),),
        course="better-broadband-for-less",
        topics=("broadband",),
        capacity=15,
    ),
    Event(
        "Better broadband for less in Lazonby",
        "What you could have where you live, and what it should cost.",
        "workshop",
        (weekly("Lazonby Fire Station", THU, "18:30-20", every=4),),
        course="better-broadband-for-less",
        topics=("broadband",),
        capacity=15,
    ),
    Event(
        "Tablets and tea",
        "A tablet, a cup of tea and no hurry.",
        "workshop",
        (weekly("Staveley Fire Station", THU, "14-15:30", every=2),),
        topics=("phone-or-tablet", "video-calls"),
        capacity=8,
    ),
    Event(
        "Tablets and tea in Bootle",
        "A tablet, a cup of tea and no hurry.",
        "workshop",
        (weekly("Bootle Fire Station", WED, "14-15:30", nth=2),),
        topics=("phone-or-tablet", "video-calls"),
        capacity=8,
    ),
    Event(
        "Becoming a digital champion",
        "Half a day for new champions: listening, pace, safety and where to send people next.",
        "champion-training",
        (weekly("Penrith Library", SAT, "10-13", nth=2),),
        topics=("first-steps", "scams"),
        audience="champions",
        capacity=16,
    ),
    Event(
        "Champions' evening online",
        "What is going well, what is not, and one new thing each month.",
        "champion-training",
        (weekly("", WED, "19-20", nth=1),),
        topics=("fix-it",),
        audience="champions",
        delivery="online",
        capacity=40,
    ),
    Event(
        "Digital skills for councillors",
        "What the programme does in your division, and how to send people to it.",
        "workshop",
        (weekly("Kendal Library", MON, "17-18:30", nth=-1),),
        topics=("scams",),
        audience="members",
        capacity=20,
    ),
    Event(
        "Facebook for village halls",
        "Make a page for your hall, and keep it safe.",
        "workshop",
        (weekly("Broughton-in-Furness Library Link", THU, "18:30-20", nth=3),),
        topics=("social-media",),
        capacity=12,
    ),
]
