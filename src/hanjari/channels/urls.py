"""The channels room's own doors."""

from django.urls import path, re_path

from hanjari.channels.views import (
    accounts,
    articles,
    budgets,
    consent,
    deliveries,
    hooks,
    imports,
    open_form,
    past,
    streams,
)

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
    path("settings/channels/consent/", consent.consented, name="consented"),
    path("settings/channels/<int:pk>/consent/", consent.consent, name="consent"),
    path("settings/channels/<int:pk>/past/", past.ask, name="ask_past"),
    path("settings/channels/<int:pk>/past/stop/", past.stop, name="stop_past"),
    path("settings/channels/<int:pk>/stream/", streams.ask, name="ask_stream"),
    path("settings/channels/<int:pk>/stream/stop/", streams.stop, name="stop_stream"),
    path("settings/channels/<int:pk>/budget/", budgets.budget, name="budget"),
    path("settings/channels/<int:pk>/check/", accounts.check, name="check"),
    path("settings/channels/<int:pk>/pause/", accounts.pause, name="pause"),
    path("settings/channels/<int:pk>/resume/", accounts.resume, name="resume"),
    path("settings/channels/<int:pk>/remove/", accounts.remove, name="remove"),
    path("settings/channels/<int:pk>/article/", articles.fetch, name="fetch_article"),
    path("deliveries/<int:pk>/retry/", deliveries.retry, name="retry"),
    path("deliveries/<int:pk>/cancel/", deliveries.cancel, name="cancel"),
    path("hooks/<slug:door>/", hooks.receive, name="hook"),
    # networks that are given a whole address and add a word of their own to it
    re_path(r"^hooks/(?P<door>[-\w]+)/[a-z_]{1,40}$", hooks.receive, name="hook_with_word"),
    # some names of ours must not end in a slash (atproto's client_id)
    path("hooks/<slug:door>", hooks.receive),
    path("open/form/<slug:door>/", open_form.open_form, name="open_form"),
]
