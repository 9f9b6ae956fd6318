"""The code of conduct that a new programme starts with. From then on each version is a coordinator's."""

TEXT = """\
As a digital champion I go at the pace of the person I help. They hold the device and decide; I explain.

I meet people at a library or another public place. I go to somebody's home only where my role allows it and it was \
agreed with the team.

I never ask for a PIN, a password or bank details, and look away when somebody types one. I never handle anybody's \
money, and neither sell nor recommend a product for gain.

What I learn about somebody stays between us. I keep no notes or photographs of them on my own phone. If I am worried \
that somebody is being harmed, I tell the team the same day; I do not promise to keep that to myself.

I treat everybody with respect, whoever they are. I do not help after drinking alcohol or taking drugs.

I keep to the times we agreed, and say so early when I cannot come. I tell the team of the help I gave.

I may stop at any time. If something goes wrong I tell the team, and we put it right together.
"""


def make_first_conduct(**kwargs):
    """After migrating, where there is none yet."""
    from champions.models import Conduct

    if not Conduct.objects.exists():
        Conduct.objects.create(number=1, text=TEXT)
