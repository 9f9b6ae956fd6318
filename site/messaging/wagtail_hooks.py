from django.urls import path
from wagtail import hooks

from messaging.views.letters import letters
from messaging.viewsets import MessageViewSet


@hooks.register("register_admin_viewset")
def messages():
    return MessageViewSet()


@hooks.register("register_admin_urls")
def letters_to_post():
    return [path("letters/", letters, name="letters")]
