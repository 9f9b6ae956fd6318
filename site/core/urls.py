from django.urls import path

from core.views.accounts import Addresses, account, one_way_in, sign_out_everywhere
from core.views.ease import ease
from core.views.finishing import finish
from core.views.health import health_page

app_name = "core"
urlpatterns = [
    path("ease/", ease, name="ease"),
    path("finish/", finish, name="finish"),
    path("health/", health_page, name="health"),
    path("account/", account, name="account"),
    path("account/email/", Addresses.as_view()),  # before the library's own
    path("account/logout/everywhere/", sign_out_everywhere, name="sign_out_everywhere"),
    path("admin/login/", one_way_in, name="one_way_in"),
    path("_util/login/", one_way_in),
]
