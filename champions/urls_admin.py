"""Pages about becoming and staying a champion, in the admin."""

from django.urls import path

from champions.views import board, references

app_name = "joining"
urlpatterns = [
    path("board/", board.board, name="board"),
    path("renewals/", board.renewals, name="renewals"),
    path("<int:pk>/referee/", references.name_referee, name="name_referee"),
    path("references/<int:pk>/", references.read, name="reference"),
    path("references/<int:pk>/answer/", references.type_in, name="type_in"),
    path("references/<int:pk>/ask/", references.ask, name="ask"),
    path("references/<int:pk>/drop/", references.drop, name="drop"),
    path("references/<int:pk>/decide/", references.decide, name="decide"),
]
