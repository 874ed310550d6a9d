"""Root urls: each room brings its own."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
]
