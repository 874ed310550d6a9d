"""Health: is the server reached, who are we there, what is missing, does it stream, what are its limits."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, BrokenError, Check
from hanjari.channels.kinds.mastodon import limits, streams
from hanjari.channels.kinds.mastodon.api import Api, whoami
from hanjari.channels.kinds.mastodon.consent import SCOPES, covers
from hanjari.channels.kinds.mastodon.pages import pages
from hanjari.channels.kinds.mastodon.sources import lines, sources
from hanjari.channels.kinds.mastodon.statuses import text

Look = Callable[[], tuple[bool, str, str]]


def checks(access: Access) -> list[Check]:
    """One line each; what needs the server is looked at only when it is reached."""
    found: list[limits.Limits] = []
    result = [_checked(_("Server"), lambda: _server(access, found))]
    if not found:
        return result
    result.append(_checked(_("Login"), lambda: _login(access)))
    result += _scopes(access)
    if result[1].is_well:
        result += _places(access)
        if access.settings.get("streams", True):
            result.append(_checked(_("Stream"), lambda: _stream(access, found[0])))
    return [*result, _limits(found[0])]


def _checked(name: str, look: Look) -> Check:
    try:
        is_well, words, remedy = look()
    except BrokenError as error:
        return Check(name, is_well=False, words=error.words, remedy=_remedy(error))
    return Check(name, is_well=is_well, words=words, remedy="" if is_well else remedy)


def _server(access: Access, found: list[limits.Limits]) -> tuple[bool, str, str]:
    with Api(access) as api:
        told = limits.of(api)
    found.append(told)
    words = _("%(title)s answers (version %(version)s).")
    return True, words % {"title": told.title or "?", "version": told.version or "?"}, ""


def _login(access: Access) -> tuple[bool, str, str]:
    with Api(access) as api:
        account = whoami(api)
    return True, _("Connected as @%(acct)s.") % {"acct": text(account, "acct") or "?"}, ""


def _scopes(access: Access) -> Iterator[Check]:
    """Only where the server tells what it gave."""
    if not access.scopes:
        return
    missing = [one for one in SCOPES if one not in covers(access.scopes)]
    words = _("All permissions are given.")
    if missing:
        words = _("Missing: %(scopes)s") % {"scopes": ", ".join(missing)}
    remedy = _("Connect the account again and say yes to everything.") if missing else ""
    yield Check(_("Permissions"), is_well=not missing, words=words, remedy=remedy)


def _places(access: Access) -> Iterator[Check]:
    """Each timeline and search that the form names, and lists that are not there."""
    try:
        with Api(access) as api:
            cursor: dict[str, object] = {}
            found = sources(api, cursor)
    except BrokenError as error:
        yield Check(_("Timelines"), is_well=False, words=error.words, remedy=_remedy(error))
        return
    there = {source.name for source in found if source.key.startswith("list:")}
    for name in lines(access.settings.get("lists")):
        if name not in there:
            words = _("There is no list “%(name)s” on this server.") % {"name": name}
            remedy = _("Look at the list's name, or take it out of the settings.")
            yield Check(_("Timelines"), is_well=False, words=words, remedy=remedy)
    for source in found:
        try:
            with Api(access) as api:
                next(pages(api, source, limit=1, most=1))
        except BrokenError as error:
            words = _("%(name)s can't be read: %(why)s")
            yield Check(
                _("Timelines"),
                is_well=False,
                words=words % {"name": source.name, "why": error.words},
                remedy=_("Take it out of the settings if this server does not offer it."),
            )


def _stream(access: Access, told: limits.Limits) -> tuple[bool, str, str]:
    if name := streams.probe(access, told.streaming):
        return True, _("News is heard at once (%(way)s).") % {"way": name}, ""
    remedy = _("Nothing is lost. To be told at once, the server must let its stream through.")
    return False, _("No stream can be had; the server is asked once a minute."), remedy


def _limits(told: limits.Limits) -> Check:
    words = _("A post holds %(letters)s letters and %(files)s files.")
    counted = {"letters": f"{told.text:,}", "files": told.media}
    return Check(_("Limits"), is_well=True, words=words % counted)


def _remedy(error: BrokenError) -> str:
    if error.code in {"not_connected", "login", "scope", "http_403"}:
        return _("Connect the account again, and say yes on the server's page.")
    if error.code in {"forbidden_address", "http_404", "garbled"}:
        return _("Look at the address of the server: does it speak the Mastodon API?")
    return _("Wait a little, then check again.")
