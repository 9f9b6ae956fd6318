from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from messaging.views import calls, wordings
from messaging.views.letters import letters
from messaging.viewsets import MessageViewSet


@hooks.register("register_admin_viewset")
def messages():
    return MessageViewSet()


@hooks.register("register_admin_urls")
def letters_to_post():
    return [path("letters/", letters, name="letters")]


@hooks.register("register_admin_urls")
def calls_to_make():
    return [
        path("calls/", calls.call_list, name="calls"),
        path("calls/<int:pk>/", calls.call, name="call"),
        path("calls/<int:pk>/take/", calls.take, name="take_call"),
    ]


@hooks.register("register_admin_urls")
def words_of_messages():
    return [
        path("wordings/", wordings.wording_list, name="wordings"),
        path("wordings/<slug:kind>/<slug:way>/", wordings.wording, name="wording"),
        path("wordings/<slug:kind>/<slug:way>/original/", wordings.original_wording, name="original_wording"),
    ]


class WordingsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("messaging.change_wording")


@hooks.register("register_admin_menu_item")
def wordings_menu_item():
    return WordingsMenuItem("Wordings", reverse("wordings"), name="wordings", icon_name="pilcrow", order=231)
