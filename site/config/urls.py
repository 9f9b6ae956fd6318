"""Every address, in the order of DESIGN section 9. tests/house/test_addresses.py walks them as every role."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

handler500 = "core.views.errors.server_error"

urlpatterns = [
    path("", include("core.urls")),
    path("", include("pages.urls")),
    path("", include("events.urls")),
    path("", include("locations.urls")),
    path("", include("champions.urls")),
    path("", include("messaging.urls")),
    path("", include("reports.urls_public")),
    path("account/", include("allauth.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *(static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT) if settings.DEBUG else []),
    path("", include(wagtail_urls)),
]
