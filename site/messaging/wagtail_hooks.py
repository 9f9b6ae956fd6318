from django.urls import path
from wagtail import hooks

from messaging.views import calls
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
