"""Root urls: each room brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("hanjari.desk.urls")),
    path("", include("hanjari.issues.urls")),
    path("", include("hanjari.conversations.urls")),
    path("", include("hanjari.commitments.urls")),
    path("", include("hanjari.listening.urls")),
    path("", include("hanjari.people.urls")),
    path("", include("hanjari.channels.urls")),
    path("account/", include("hanjari.people.account_urls")),
    path("", include("hanjari.public.urls")),
]

handler400 = "hanjari.desk.views.errors.bad_request"
handler403 = "hanjari.desk.views.errors.forbidden"
handler404 = "hanjari.desk.views.errors.not_found"
handler429 = "hanjari.desk.views.errors.too_many"  # allauth asks for it
handler500 = "hanjari.desk.views.errors.server_error"
