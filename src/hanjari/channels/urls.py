"""The channels room's own doors."""

from django.urls import path

from hanjari.channels.views import accounts, articles, deliveries, hooks, imports, open_form

app_name = "channels"
urlpatterns = [
    path("settings/archives/", imports.imports, name="imports"),
    path("settings/archives/<int:pk>/", imports.archive, name="import"),
    path("settings/archives/<int:pk>/go-on/", imports.go_on, name="go_on_import"),
    path("settings/archives/<int:pk>/stop/", imports.stop, name="stop_import"),
    path("settings/archives/<int:pk>/discard/", imports.discard, name="discard_import"),
    path("settings/archives/<int:pk>/bad-rows/", imports.bad_rows, name="bad_rows"),
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
    path(
        "hooks/<slug:door>", hooks.receive
    ),  # some names of ours must not end in a slash (atproto)
    path("open/form/<slug:door>/", open_form.open_form, name="open_form"),
]
