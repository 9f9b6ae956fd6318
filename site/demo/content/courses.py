"""The demonstration's courses: what is taught, whoever puts it on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Course:
    slug: str
    title: str
    summary: str
    topics: tuple
    outcomes: tuple
    level: str = "beginner"
    qualification: str = ""
    qualification_level: str = ""
    body: str = ""


COURSES = [
    Course(
        "first-clicks",
        "First clicks",
        "Six gentle mornings for anyone who has never used a computer.",
        ("first-steps", "search"),
        ("turn a computer on and off", "use a mouse and keyboard", "find a web page you want", "know who to ask"),
        body="<p>We start with how to turn it on. Nobody is ahead of you, and you can ask the same thing twice.</p>",
    ),
    Course(
        "first-steps-with-a-smartphone",
        "First steps with a smartphone",
        "Make calls, send messages and stop being afraid of the settings.",
        ("phone-or-tablet",),
        ("make and answer a call", "send a message with a picture", "make the words bigger", "join the wifi"),
        body="<p>Bring your own phone, whatever make it is, and its charger. We have some to try if you have none.</p>",
    ),
    Course(
        "get-to-know-your-tablet",
        "Get to know your tablet",
        "What all the pictures do, and how to get back when you are lost.",
        ("phone-or-tablet",),
        ("open and close apps", "type without losing your patience", "find and add an app safely"),
    ),
    Course(
        "video-calls-with-family",
        "Video calls with family",
        "See the grandchildren without leaving the house.",
        ("video-calls", "phone-or-tablet"),
        ("start and answer a video call", "turn the sound and picture on", "call more than one person"),
    ),
    Course(
        "e-mail-from-the-start",
        "E-mail from the start",
        "An address of your own, and what to do with it.",
        ("email",),
        ("write and answer an e-mail", "open a picture somebody sent", "spot one that is not real"),
    ),
    Course(
        "photos-take-keep-and-share",
        "Photos: take, keep and share",
        "Take better pictures, and find them again.",
        ("photos", "phone-or-tablet"),
        ("take a clear picture", "find last year's pictures", "send one to somebody", "keep a copy safe"),
        level="improver",
    ),
    Course(
        "spot-a-scam",
        "Spot a scam",
        "The tricks in use now, and what to do if one catches you.",
        ("scams",),
        ("recognise the commonest scams", "make a password you can remember", "know who to tell, and how fast"),
        level="any",
    ),
    Course(
        "online-shopping-step-by-step",
        "Online shopping, step by step",
        "Order groceries or a present, and be sure the shop is real.",
        ("shopping", "scams"),
        ("check that a shop is real", "fill a basket and pay", "send something back"),
    ),
    Course(
        "banking-without-the-branch",
        "Banking without the branch",
        "For when the nearest branch is thirty miles away.",
        ("banking", "scams"),
        ("see what is in your account", "pay a bill", "know what your bank will never ask"),
        level="improver",
    ),
    Course(
        "the-nhs-app-step-by-step",
        "The NHS App, step by step",
        "Order a prescription and see your appointments.",
        ("nhs-online",),
        ("prove who you are to the NHS App", "order a prescription", "book or change an appointment"),
        level="any",
    ),
    Course(
        "council-services-online",
        "Council services online",
        "Council tax, bins, bus passes and Blue Badges.",
        ("benefits",),
        ("find a council service", "fill in a form and keep a copy", "get help when a form is too hard"),
        level="any",
    ),
    Course(
        "looking-for-work-online",
        "Looking for work online",
        "A CV, a job search and an application you are proud of.",
        ("work", "email"),
        ("make a CV on a computer", "search for jobs near you", "apply online", "prepare for a video interview"),
        level="improver",
        qualification="Essential Digital Skills",
        qualification_level="Entry level 3",
    ),
    Course(
        "essential-digital-skills",
        "Essential Digital Skills",
        "A free qualification for adults, at your own pace.",
        ("first-steps", "email", "search", "scams", "work"),
        ("use a device safely", "create and edit a document", "communicate online", "solve everyday problems"),
        level="improver",
        qualification="Essential Digital Skills",
        qualification_level="Level 1",
        body="<p>Ten weeks at a college. If you have no qualification in digital skills, it costs you nothing.</p>",
    ),
    Course(
        "find-your-family",
        "Find your family",
        "Use the census and parish registers that the library pays for.",
        ("family-history", "search"),
        ("search the census", "save what you find", "ask the archive for more"),
        level="any",
    ),
    Course(
        "better-broadband-for-less",
        "Better broadband for less",
        "What you could have where you live, and what it should cost.",
        ("broadband",),
        ("test your speed", "find a social tariff", "ask for a better connection"),
        level="any",
    ),
]
