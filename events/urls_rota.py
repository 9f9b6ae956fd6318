"""The rota, among a champion's own pages."""

from django.urls import path

from events.views import rota

urlpatterns = [
    path("champions/me/rota/", rota.listing, name="rota"),
    path("champions/me/rota/<int:pk>/", rota.session, name="rota_session"),
]
