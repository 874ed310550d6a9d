"""The desk's own doors."""

from django.urls import path

from hanjari.desk.live import views as live
from hanjari.desk.views import audit, front, parts

app_name = "desk"
urlpatterns = [
    path("live/ticket/", live.ticket, name="live_ticket"),
    path("", front.front, name="front"),
    path("settings/audit/", audit.audit, name="audit"),
    path("settings/audit/export.csv", audit.export, {"kind": "csv"}, name="audit_csv"),
    path("settings/audit/export.jsonl", audit.export, {"kind": "jsonl"}, name="audit_jsonl"),
    path("parts/", parts.parts, name="parts"),
]
