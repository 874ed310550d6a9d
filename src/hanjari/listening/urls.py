"""The listening room's own doors."""

from django.urls import path

from hanjari.listening.views import alarms, dashboards, exploring, influence, people, standing

app_name = "listening"
urlpatterns = [
    path("listening/alarms/", alarms.alarms, name="alarms"),
    path("listening/alarms/open/", alarms.open_now, name="open_alarms"),
    path("listening/alarms/<int:pk>/", alarms.alarm, name="alarm"),
    path("listening/alarms/<int:pk>/confirm/", alarms.confirm, name="confirm_alarm"),
    path("listening/alarms/<int:pk>/dismiss/", alarms.dismiss, name="dismiss_alarm"),
    path("listening/alarms/<int:pk>/candidate/", alarms.candidate, name="open_candidate"),
    path("listening/queries/<int:pk>/calls/", alarms.calls, name="alarm_calls"),
    path("listening/queries/", standing.queries, name="standing"),
    path("listening/queries/new/", standing.query, name="new_query"),
    path("listening/queries/preview/", standing.preview, name="preview_query"),
    path("listening/queries/<int:pk>/", standing.query, name="query"),
    path("listening/queries/<int:pk>/switch/", standing.switch, name="switch_query"),
    path("listening/queries/<int:pk>/delete/", standing.delete, name="delete_query"),
    path("listening/explore/", exploring.explore, name="explore"),
    path("listening/explore/<slug:kind>/", exploring.export, name="export_search"),
    path("listening/people/", people.people, name="people"),
    path("listening/people/<int:pk>/", people.person, name="person"),
    path("listening/folds/<int:pk>/", exploring.fold, name="fold"),
    path("listening/folds/<int:pk>/undo/", exploring.unfold, name="unfold"),
    path("listening/messages/<int:pk>/noise/", exploring.noise, name="noise"),
    path("listening/messages/<int:pk>/take-up/", exploring.take_up, name="take_up"),
    path("listening/", dashboards.dashboard, name="dashboard"),
    path("listening/queries/<int:pk>/numbers/", dashboards.query_dashboard, name="query_dashboard"),
    path("listening/queries/<int:pk>/influence/", influence.influence, name="influence"),
    path("listening/queries/<int:pk>/influence/press/", influence.press, name="press"),
]
