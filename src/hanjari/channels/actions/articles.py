"""Fetching the whole article behind an entry, when a member wants to read it."""

from django.db import transaction
from django.utils.translation import gettext as _

from hanjari.channels.actions.raws import keep_raw
from hanjari.channels.contract import BrokenError
from hanjari.channels.kinds.feed.article import fetch_article as fetch
from hanjari.channels.models import Account
from hanjari.journal import actions as journal
from hanjari.people.models import Member


def fetch_article(account: Account, entry_id: str, url: str, *, by: Member) -> bool:
    """The page becomes a payload that edits the entry; False when it was already here.

    Raises `BrokenError` in plain words, also when the account is no feed or the entry is not its.
    """
    if account.kind != "feed" or not _is_known(account, entry_id):
        raise BrokenError("no_entry", _("This entry is not in the feed."))
    raw = fetch(entry_id, url)
    with transaction.atomic():
        is_new = bool(keep_raw(account, [raw]))
        journal.record(
            "article.fetched",
            "account",
            account.pk,
            organisation=account.organisation_id,
            by=by,
            url=url[:500],
        )
    return is_new


def _is_known(account: Account, entry_id: str) -> bool:
    return any(row[0][:400] == entry_id for row in account.cursor.get("memory", []))
