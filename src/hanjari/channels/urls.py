"""The channels room's own doors."""

from django.urls import path

from hanjari.channels.views import accounts, articles, deliveries, hooks, open_form

app_name = "channels"
urlpatterns = [
    path("settings/channels/", accounts.accounts, name="accounts"),
    path("settings/channels/connect/<slug:slug>/", accounts.connect, name="connect"),
    path("settings/channels/<int:pk>/", accounts.account, name="account"),
    path("settings/channels/<int:pk>/check/", accounts.check, name="check"),
    path("settings/channels/<int:pk>/pause/", accounts.pause, name="pause"),
    path("settings/channels/<int:pk>/resume/", accounts.resume, name="resume"),
    path("settings/channels/<int:pk>/remove/", accounts.remove, name="remove"),
    path("settings/channels/<int:pk>/article/", articles.fetch, name="fetch_article"),
    path("deliveries/<int:pk>/retry/", deliveries.retry, name="retry"),
    path("deliveries/<int:pk>/cancel/", deliveries.cancel, name="cancel"),
    path("hooks/<slug:door>/", hooks.receive, name="hook"),
    path("open/form/<slug:door>/", open_form.open_form, name="open_form"),
]
