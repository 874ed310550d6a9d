"""The same for machines: JSON to recompute, Atom to follow."""

from typing import Any

from hanjari.kit.clock import now
from hanjari.kit.web.hosts import public_origin
from hanjari.kit.web.rendering import drawn
from hanjari.public.models import OpenPage
from hanjari.public.pages.told import listed, promise_of
from hanjari.public.queries import shown

VERSION = 1
"""Of the JSON's fields: they are added to, never changed."""


def as_json(page: OpenPage) -> dict[str, Any]:
    """Figures with what they were made of, promises with their steps, statements with their words."""
    organisation, days = page.organisation, shown.span(page.organisation)
    told: dict[str, Any] = {
        "version": VERSION,
        "organisation": organisation.name,
        "since": days.since.isoformat(),
        "until": days.until.isoformat(),
        "drawn_at": now().isoformat(),
    }
    if page.shows_figures:
        told["answering"] = _answering(page)
    told["promises"] = [_promise(one) for one in shown.promises(organisation)[: shown.MOST]]
    told["statements"] = [_statement(one) for one in shown.statements(organisation)[: shown.MOST]]
    return told


def feed(page: OpenPage, root: str, language: str) -> str:
    """Statements and promises, the newest first, as Atom (RFC 4287)."""
    organisation = page.organisation
    statements = listed(shown.statements(organisation)[:50], language)
    promises = [(promise_of(one, language), one) for one in shown.promises(organisation)[:50]]
    times = [one.at for one in statements] + [
        row.decided_at or row.made_at for _told, row in promises
    ]
    context = {
        "organisation": organisation,
        "address": public_origin(organisation.slug),
        "root": root,
        "statements": statements,
        "promises": promises,
        "updated": max(times, default=page.changed_at),
    }
    return drawn("public/feed.xml", context)


def _answering(page: OpenPage) -> dict[str, Any]:
    found = shown.figures(page.organisation)
    if found.asked_count < shown.FEWEST:
        return {"asked_below": shown.FEWEST}
    curve = found.curve
    return {
        "asked": found.asked_count,
        "answered": found.answered_count,
        "median_minutes": curve.median,
        "nine_of_ten_minutes": curve.quantile(0.9),
        "unanswered_after_seven_days": found.never_after_a_week,
        "method": "Kaplan-Meier, clock time, steps of two per cent",
        "minutes": [round(one, 2) for one in curve.times],
        "still_waiting": [round(one, 5) for one in curve.share],
        "low": [round(one, 5) for one in curve.low],
        "high": [round(one, 5) for one in curve.high],
    }


def _promise(one: Any) -> dict[str, Any]:
    return {
        "number": one.number,
        "text": one.text,
        "state": one.state,
        "first_due": one.first_due.isoformat(),
        "current_due": one.current_due.isoformat(),
        "late_since": one.late_since.isoformat() if one.late_since else None,
        "measure": one.measure,
        "target": one.target,
        "steps": [
            {
                "at": step.at.isoformat(),
                "after": step.after,
                "reason": step.reason,
                "changes": step.changes,
            }
            for step in one.steps.all()
        ],
        "evidence": [
            {
                "kind": piece.kind,
                "url": piece.url,
                "words": piece.words,
                "value": piece.value,
                "sha256": piece.sha256,
            }
            for piece in one.shown
        ],
    }


def _statement(one: Any) -> dict[str, Any]:
    newest = next(iter(one.versions.all()), None)
    return {
        "id": one.pk,
        "form": one.form,
        "language": one.language,
        "title": newest.title if newest else "",
        "text": newest.text if newest else "",
        "published_at": one.published_at.isoformat(),
        "next_update_at": one.next_update_at.isoformat() if one.next_update_at else None,
        "withdrawn_for": one.withdrawn_for,
        "corrects": one.corrects_id,
        "other_language": one.other_id if one.other and one.other.published_at else None,
        "parts": newest.parts if newest and one.form == "correction" else None,
    }
