"""The roles and requirements that a new programme starts with. From then on they are data, and a coordinator's."""

# title: (kind, DBS level, months in date)
REQUIREMENTS = {
    "Basic DBS check": ("dbs", "basic", 36),
    "Enhanced DBS check": ("dbs", "enhanced", 36),
    "Two references": ("references", "", None),
    "Identity seen": ("identity", "", None),
    "Code of conduct": ("agreement", "", 12),
    "Safeguarding training": ("training", "", 24),
    "Digital champion training": ("training", "", None),
    "Consent of a parent or carer": ("consent", "", None),
}
EVERYBODY = ("Identity seen", "Code of conduct", "Safeguarding training")
ROLES = [
    {
        "slug": "digital-champion",
        "title": "Digital champion",
        "description": (
            "You sit with somebody at a library or another public place, or help them by telephone, and go at their "
            "pace."
        ),
        "takes": "As little as one hour a month. About 6 weeks until you start, with half a day of training.",
        "requirements": (*EVERYBODY, "Basic DBS check", "Two references", "Digital champion training"),
    },
    {
        "slug": "broadband-champion",
        "title": "Broadband champion",
        "description": (
            "You help your neighbours find out which internet connection they can have, and how to ask for it. You "
            "need to know your village."
        ),
        "takes": "About two hours a month. About 6 weeks until you start.",
        "requirements": (*EVERYBODY, "Basic DBS check", "Two references"),
    },
    {
        "slug": "hub-co-ordinator",
        "title": "Hub co-ordinator",
        "description": (
            "You look after the champions at one library or community place, and visit people at home who cannot get "
            "out."
        ),
        "takes": "About one day a month. About 8 weeks until you start, with a day of training.",
        "requirements": (*EVERYBODY, "Enhanced DBS check", "Two references", "Digital champion training"),
        "may_visit_homes": True,
    },
    {
        "slug": "elected-member",
        "title": "Elected member",
        "description": (
            "You tell people in your ward where they can get help, and open doors. You do not meet them one to one."
        ),
        "takes": "As much as you can give. You can start as soon as you have agreed to the code of conduct.",
        "requirements": ("Code of conduct",),
        "meets_people": False,
        "asks_ward": True,
    },
    {
        "slug": "staff-champion",
        "title": "Staff champion",
        "description": (
            "You work for the council and help people with digital skills in your working time. Your manager agrees."
        ),
        "takes": "What you agree with your manager. About 4 weeks until you start, with half a day of training.",
        "requirements": (*EVERYBODY, "Basic DBS check", "Digital champion training"),
        "asks_team": True,
    },
    {
        "slug": "rota-helper",
        "title": "Rota helper",
        "description": (
            "You help at sessions in libraries and other places, always beside an adult who leads them. You do not "
            "meet people one to one. You can start in the year in which you turn 13."
        ),
        "takes": "One session a month or more. About 4 weeks until you start.",
        "requirements": (*EVERYBODY, "Consent of a parent or carer"),
        "meets_people": False,
        "open_to_under_18s": True,
    },
]


def make_first_roles(**kwargs):
    """After migrating, where there is no role yet. Changes nothing the second time, nor what a coordinator made."""
    from champions.models import Requirement, Role

    if Role.objects.exists():
        return
    requirements = {
        title: Requirement.objects.get_or_create(
            title=title, defaults={"kind": kind, "level": level, "valid_months": months}
        )[0]
        for title, (kind, level, months) in REQUIREMENTS.items()
    }
    for order, fields in enumerate(ROLES, start=1):
        asked = [requirements[title] for title in fields["requirements"]]
        details = {name: value for name, value in fields.items() if name != "requirements"}
        Role.objects.create(order=order * 10, **details).requirements.set(asked)
