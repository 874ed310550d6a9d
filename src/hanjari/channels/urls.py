"""The channels room's own doors."""

from django.urls import path

from hanjari.channels.views import hooks, open_form

app_name = "channels"
urlpatterns = [
    path("hooks/<slug:door>/", hooks.receive, name="hook"),
    path("open/form/<slug:door>/", open_form.open_form, name="open_form"),
]
