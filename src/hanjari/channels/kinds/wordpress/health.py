"""Health: the REST API, the login, what the user may do, the comments, the clock."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime

from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, BrokenError, Check
from hanjari.channels.kinds.wordpress import sight
from hanjari.channels.kinds.wordpress.api import COMMENTS, ME, Site, rows
from hanjari.channels.kinds.wordpress.sight import MODERATE, PUBLISH, UPLOAD, Sight
from hanjari.kit.clock import now

_CLOCK = timedelta(minutes=2)
Look = Callable[[], tuple[bool, str, str]]


def checks(access: Access) -> list[Check]:
    """Five looks, none of which changes anything; the later ones only where the earlier are well."""
    try:
        site = Site(access)
    except BrokenError as error:
        return [_ill(_("Login"), error)]
    found: list[Check] = []
    with site:
        for name, look in _looks(site):
            found.append(_checked(name, look))
            if found[-1].name in {_("REST API"), _("Login")} and not found[-1].is_well:
                break
    return found


def _looks(site: Site) -> Iterator[tuple[str, Look]]:
    yield _("REST API"), lambda: _api(site)
    seen: list[Sight] = []
    yield _("Login"), lambda: _login(site, seen)
    yield _("Permissions"), lambda: _rights(seen[0])
    yield _("Comments"), lambda: _comments(site, seen[0])
    yield _("Clock"), lambda: _clock(site)


def _checked(name: str, look: Look) -> Check:
    try:
        is_well, words, remedy = look()
    except BrokenError as error:
        return _ill(name, error)
    return Check(name, is_well=is_well, words=words, remedy="" if is_well else remedy)


def _ill(name: str, error: BrokenError) -> Check:
    return Check(name, is_well=False, words=error.words, remedy=_remedy(error))


def _api(site: Site) -> tuple[bool, str, str]:
    told = site.find()
    words = _("“%(name)s” answers.") % {"name": str(told.get("name") or site.address)[:100]}
    namespaces = told.get("namespaces")
    is_well = isinstance(namespaces, list) and "wp/v2" in namespaces
    closed = _("The site's REST API is closed, probably by a security plugin.")
    return is_well, words if is_well else closed, _plugin()


def _login(site: Site, seen: list[Sight]) -> tuple[bool, str, str]:
    seen.append(sight.look(site))
    return True, _("Logged in as “%(name)s”.") % {"name": seen[0].name}, ""


def _rights(eyes: Sight) -> tuple[bool, str, str]:
    names = {
        MODERATE: _("approve comments and see those that are held"),
        PUBLISH: _("publish posts"),
        UPLOAD: _("upload pictures"),
    }
    lacking = [name for right, name in names.items() if right not in eyes.may]
    words = _("It may moderate comments, publish posts and upload pictures.")
    if lacking:
        words = _("This user may not: %(rights)s.") % {"rights": ", ".join(lacking)}
    return not lacking, words, _("Give the user the role Editor at WordPress.")


def _comments(site: Site, eyes: Sight) -> tuple[bool, str, str]:
    answer = site.ask(COMMENTS, per_page=1, status=eyes.status, **eyes.question)
    rows(answer.body)
    total = answer.headers.get("X-WP-Total", "?")
    return True, _("They can be read; there are %(count)s.") % {"count": total}, ""


def _clock(site: Site) -> tuple[bool, str, str]:
    told = site.ask(ME, _fields="id").headers.get_list("Date")
    try:
        apart = abs(parsedate_to_datetime(told[-1]) - now())
    except (ValueError, TypeError, IndexError):
        return True, _("The site does not say what time it is."), ""
    words = _("It agrees with ours.")
    if apart > _CLOCK:
        words = _("It is %(minutes)s minutes away from ours.")
        words %= {"minutes": round(apart.total_seconds() / 60)}
    remedy = _("Let both machines set their clocks by the network (NTP).")
    return apart <= _CLOCK, words, remedy


def _plugin() -> str:
    return _("Allow the REST API (/wp-json/) in the security plugin or firewall of the site.")


def _remedy(error: BrokenError) -> str:
    remedies = {
        "no_https": _("Type the address with https://."),
        "not_connected": _("Press the button, or type user name and application password."),
        "moved": _("Correct the address."),
        "no_api": _("Look whether the address is right and the site is a WordPress."),
        "rest_not_logged_in": _(
            "Make a new application password; if that does not help, let the web server pass the"
            " Authorization header on."
        ),
        "application_passwords_disabled": _("Switch application passwords on for this user."),
    }
    if error.code in remedies:
        return remedies[error.code]
    if error.code in {"incorrect_password", "invalid_username", "invalid_application_password"}:
        return _("Make a new application password at WordPress and type it here.")
    return _plugin() if error.needs_person else _("Wait a little, then check again.")
