from wagtail.models import PageQuerySet


class VenueQuerySet(PageQuerySet):
    pass
