"""Health of an Instagram account: connection, token, permissions, subscription, webhook, others."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from hanjari.channels.calling.graph import health
from hanjari.channels.calling.graph.api import opened
from hanjari.channels.contract import Access, BrokenError, Check
from hanjari.channels.kinds.instagram import consent


def checks(access: Access) -> list[Check]:
    """One line each."""
    own, page = (
        str(access.settings.get("ig_id") or "me"),
        str(access.settings.get("page_id") or "me"),
    )
    return [
        *health.checked(
            _("Connection to Instagram"), lambda: health.connection(access, f"/{own}", "username")
        ),
        *health.checked(_("Until when"), lambda: health.token(access)),
        *health.scopes(access, consent.scopes(access.settings)),
        *health.checked(
            _("News of the account"), lambda: health.subscription(access, page, consent.FIELDS)
        ),
        *health.checked(_("Webhook"), lambda: health.webhook(access, "instagram")),
        *_others(access, own),
    ]


def _others(access: Access, own: str) -> Iterator[Check]:
    """Which accounts can't be listened to: private, renamed or gone. One call each."""
    names = str(access.settings.get("others") or "").split()
    if not names:
        return
    lost: list[str] = []

    def look() -> tuple[bool, str, str]:
        with opened(access) as graph:
            for name in names:
                asked = {"fields": f"business_discovery.username({name}){{id}}"}
                try:
                    graph.ask("GET", f"/{own}", params=asked)
                except BrokenError as error:
                    if error.code not in {"invalid", "gone"}:
                        raise
                    lost.append(name)
        told = _("%(count)s accounts are listened to.") % {"count": len(names) - len(lost)}
        if lost:
            told = _("Not found, or no professional account: %(names)s") % {
                "names": ", ".join(lost)
            }
        return not lost, told, _("Look whether the name is right, and take it out if not.")

    yield from health.checked(_("Other accounts"), look)
