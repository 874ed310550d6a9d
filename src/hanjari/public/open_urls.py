"""All that is answered at a page's own host: its sheets and its doors for followers."""

from django.urls import include, path

from hanjari.public.urls import open_patterns

urlpatterns = [path("", include((open_patterns, "public")))]

handler400 = handler403 = handler404 = "hanjari.public.views.absent.absent"
handler500 = "hanjari.public.views.absent.broken"
