"""Permission at the site's own page (Application Passwords: Integration Guide, authorisation flow)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _

from hanjari.channels.calling import Line
from hanjari.channels.contract import Access, BrokenError, Grant, Question
from hanjari.channels.kinds.wordpress import discovery, sight
from hanjari.channels.kinds.wordpress.address import is_private_enough, parted, same_host
from hanjari.channels.kinds.wordpress.api import Site, SiteLine, insecure, part
from hanjari.channels.kinds.wordpress.manners import WordPressManners
from hanjari.kit.clock import now

APP_ID = str(uuid5(NAMESPACE_URL, "https://hanjari.example/"))
"""The same at every site, so that one can see which passwords are ours (`app_id`, a UUID)."""


def consent(access: Access, redirect_uri: str, state: str) -> Question | None:
    """Send the person to the page for authorising applications; None where a password was typed. Raises `BrokenError`."""
    if access.secrets.get("password") and not access.settings.get("granted"):
        return None
    site = str(access.settings.get("site") or "")
    if not is_private_enough(site):
        raise BrokenError("no_https", insecure(), needs_person=True)
    with SiteLine(access, site, {}, WordPressManners()) as line:
        page = _page(line, site)
    back = f"{redirect_uri}{'&' if '?' in redirect_uri else '?'}{urlencode({'state': state})}"
    asked = {"app_name": _name(redirect_uri), "app_id": APP_ID, "success_url": back}
    return Question(f"{page}{'&' if '?' in page else '?'}{urlencode(asked)}")


def granted(access: Access, query: Mapping[str, str]) -> Grant:
    """The person came back with a password, which is tried at once. Raises `BrokenError`."""
    user, password = query.get("user_login", ""), query.get("password", "")
    if query.get("success") == "false" or not (user and password):
        words = _("WordPress gave no application password. Nothing was changed.")
        raise BrokenError("no_consent", words, needs_person=True)
    site = str(access.settings.get("site") or "")
    if not same_host(query.get("site_url") or site, site):
        words = _("The permission came from another site. Nothing was changed.")
        raise BrokenError("other_site", words, needs_person=True)
    settings: dict[str, Any] = {"username": user, "granted": True}
    tried = replace(
        access,
        settings={**access.settings, **settings},
        secrets={**access.secrets, "password": password},
    )
    with Site(tried) as opened:
        eyes = sight.look(opened)
    return Grant(
        settings=settings,
        secrets={"password": password},
        own_ids=(f"user:{eyes.me}",),
        scopes=eyes.may,
    )


def _name(redirect_uri: str) -> str:
    """Whose password it is, and since when: WordPress takes no name twice for one user."""
    return f"Hanjari {parted(redirect_uri).hostname or ''} {now():%Y-%m-%d %H:%M:%S.%f}"


def _page(line: Line, site: str) -> str:
    """As the API names it; it stays unnamed where application passwords are off."""
    _root, told = discovery.found(line, site)
    passwords = part(told.get("authentication"), "application-passwords")
    page = part(passwords, "endpoints").get("authorization")
    if not isinstance(page, str) or parted(page).scheme not in {"http", "https"}:
        words = _(
            "Application passwords are switched off at this site, or it is not reached by https://."
        )
        raise BrokenError("application_passwords_disabled", words, needs_person=True)
    if not (same_host(page, site) and is_private_enough(page)):
        words = _("The site says that its API is at %(place)s. Type that address here.")
        raise BrokenError("moved", words % {"place": page[:200]}, needs_person=True)
    return page
