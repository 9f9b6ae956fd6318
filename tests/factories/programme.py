from wagtail.models import Site

from core.models import ProgrammeSettings


def make_programme(**values):
    """The settings of the default site: a made-up council with a number to ring."""
    programme = ProgrammeSettings.for_site(Site.objects.get(is_default_site=True))
    values = {
        "programme_name": "Digital Link",
        "area_name": "Westdale",
        "council_name": "Westdale Council",
        "phone": "01632 960 100",
        "phone_cost": "free",
        "phone_hours": "Monday to Friday, 9am to 5pm",
        "data_attribution": "Contains OS data",
    } | values
    for name, value in values.items():
        setattr(programme, name, value)
    programme.save()
    return programme
