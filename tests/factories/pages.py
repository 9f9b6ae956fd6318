from pages.models import ChampionsAreaPage, ForChampionsPage
from tests.factories.locations import add_page, make_index


def make_for_champions(title="Guide", kind="guide", live=True, **kwargs):
    """A page in the champions' area."""
    kwargs.setdefault("slug", title.lower().replace(" ", "-"))
    page = ForChampionsPage(title=title, kind=kind, live=live, **kwargs)
    add_page(make_index(ChampionsAreaPage, "for-champions", "For champions"), page)
    return page
