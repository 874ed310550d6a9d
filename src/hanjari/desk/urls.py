"""The desk's own doors."""

from django.urls import path

from hanjari.desk.views import front, parts

app_name = "desk"
urlpatterns = [
    path("", front.front, name="front"),
    path("parts/", parts.parts, name="parts"),
]
