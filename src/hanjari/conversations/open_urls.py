"""Doors of this room that are open to everybody who holds a link."""

from django.urls import path

from hanjari.conversations.views import visitor

urlpatterns = [path("open/talk/<str:token>/", visitor.talk, name="visitor_talk")]
