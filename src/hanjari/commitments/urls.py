"""The commitments room's own doors."""

from django.urls import path

from hanjari.commitments.views import acts, evidence, listing

app_name = "commitments"
urlpatterns = [
    path("promises/", listing.promises, name="promises"),
    path("promises/new/", acts.propose, name="propose"),
    path("promises/<int:pk>/", listing.commitment, name="commitment"),
    path("promises/<int:pk>/revise/", acts.revise, name="revise"),
    path("promises/<int:pk>/evidence/", evidence.submit, name="submit"),
    path("promises/<int:pk>/remark/", acts.remark, name="remark"),
    path("promises/<int:pk>/supersede/", acts.supersede, name="supersede"),
    path("promises/<int:pk>/<slug:act>/", acts.decide, name="act"),
    path("promises/evidence/<int:pk>/", evidence.file, name="evidence"),
    path("promises/evidence/<int:pk>/verify/", evidence.verify, name="verify"),
    path("promises/evidence/<int:pk>/refuse/", evidence.refuse, name="refuse"),
]
