"""The public room's own doors: sheets for everybody, and the desk's page about them."""

from django.urls import path

from hanjari.public.views import desk, following, noticing, sheets

app_name = "public"
open_patterns = [
    path("public/<slug:slug>/follow/", following.follow, name="follow"),
    path("public/<slug:slug>/en/follow/", following.follow, {"language": "en"}, name="follow_en"),
    path("public/<slug:slug>/notices/", noticing.begin, name="notices"),
    path("public/<slug:slug>/en/notices/", noticing.begin, {"language": "en"}, name="notices_en"),
    path("public/<slug:slug>/notices/end/", noticing.end, name="end_notices"),
    path("public/<slug:slug>/confirm/<str:ticket>/", following.confirm, name="confirm"),
    path("public/<slug:slug>/leave/<str:ticket>/", following.leave, name="leave"),
    path("public/<slug:slug>/", sheets.sheet, name="open_page"),
    path("public/<slug:slug>/<path:rest>", sheets.sheet, name="sheet"),
]
"""What everybody may reach: all that a page at its own host answers."""
urlpatterns = [
    path("settings/public/", desk.page, name="page"),
    path("settings/public/close/", desk.close, name="close"),
    path("settings/public/stories/new/", desk.story, name="new_story"),
    path("settings/public/stories/<int:pk>/approve/", desk.approve, name="approve_story"),
    path("settings/public/stories/<int:pk>/take-down/", desk.take_down, name="take_story_down"),
    *open_patterns,
]
