"""Health of a Page: connection, token, permissions, subscription, webhook."""

from django.utils.translation import gettext as _

from hanjari.channels.calling.graph import health
from hanjari.channels.contract import Access, Check
from hanjari.channels.kinds.facebook import consent


def checks(access: Access) -> list[Check]:
    """One line each; four calls."""
    page, settings = str(access.settings.get("page_id") or "me"), access.settings
    fields = consent.fields(settings)
    return [
        *health.checked(
            _("Connection to Facebook"), lambda: health.connection(access, f"/{page}", "name")
        ),
        *health.checked(_("Until when"), lambda: health.token(access)),
        *health.scopes(access, consent.scopes(settings)),
        *health.checked(_("News of the Page"), lambda: health.subscription(access, page, fields)),
        *health.checked(_("Webhook"), lambda: health.webhook(access, "page")),
    ]
