"""What was said on a topic, split into news and social, as influence looks at it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from hanjari.channels.models import Account
from hanjari.channels.queries import unheard_spans
from hanjari.kit.clock import now
from hanjari.listening.ids import first_id_at
from hanjari.listening.influence.outages import Outages, Unheard, outages
from hanjari.listening.influence.stories import Said
from hanjari.listening.models import (
    Hit,
    Influence,
    Message,
    PressChoice,
    StandingQuery,
    noise_behind,
)
from hanjari.people.models import Member, Organisation

WINDOW = timedelta(days=28)
HOUR = timedelta(hours=1)
MOST = 20_000
"""Messages that one errand reads of a topic, the newest first."""
PRESS_KINDS = frozenset({"feed"})
"""Kinds whose accounts are press until somebody says otherwise; Naver tells it message by message."""
_COLUMNS = (
    "message_id", "message__account_id", "message__account__kind", "message__extra__place",
    "message__author_id", "message__subject", "message__text", "message__url", "message__media",
    "message__posted_at",
)  # fmt: skip


@dataclass(frozen=True)
class Material:
    """What was said between two whole hours; `is_cut`: the newest of more; `missing`: when nobody heard it."""

    said: list[Said]
    since: datetime
    until: datetime
    is_cut: bool
    missing: Outages


def material(query: StandingQuery) -> Material:
    """The last four weeks of a topic, as far as somebody listened: from the query and both sides on."""
    until = now().replace(minute=0, second=0, microsecond=0)
    since = max(until - WINDOW, _listened_since(query))
    rows = list(_hits(query, since, until).values_list(*_COLUMNS)[:MOST])
    is_cut = len(rows) == MOST
    if is_cut:
        since = _next_hour(min(row[-1] for row in rows))
    chosen = dict(
        PressChoice.objects.filter(account__organisation=query.organisation_id).values_list(
            "account", "is_press"
        )
    )
    rows = [row for row in rows if since <= row[-1] < until]
    said = [_said(row, chosen) for row in rows]
    spoken = [(row[1], one.is_news) for row, one in zip(rows, said, strict=True)]
    spans = unheard_spans({account for account, _is_news in spoken}, since, until)
    missing = outages(spoken, [Unheard(*span) for span in spans], since, until)
    said.sort(key=lambda one: one.at)
    return Material(said, min(since, until), until, is_cut, missing)


def press_accounts(organisation: Organisation) -> list[tuple[Account, bool]]:
    """Every account, and whether it counts as press."""
    accounts = Account.objects.filter(organisation=organisation).select_related("press_choice")
    return [(account, _is_press_account(account)) for account in accounts.order_by("name", "pk")]


def influence_of(query: StandingQuery) -> Influence | None:
    """As last computed."""
    return Influence.objects.filter(query=query).first()


def influences_of(member: Member) -> QuerySet[Influence]:
    """Of every topic of the organisation: what is tried many times is judged more strictly."""
    return Influence.objects.filter(query__organisation=member.organisation_id)


def named_messages(ids: Iterable[int]) -> dict[int, Message]:
    """Messages behind citations; erased ones are not there."""
    rows = Message.objects.filter(pk__in=list(ids), erased_at=None)
    return {one.pk: one for one in rows.select_related("author", "account")}


def _hits(query: StandingQuery, since: datetime, until: datetime) -> QuerySet[Hit]:
    """Of others, in public, neither erased nor folded as noise."""
    return (
        Hit.objects.filter(
            query=query,
            message_id__gte=first_id_at(since),
            message_id__lt=first_id_at(until),
            message__is_ours=False,
            message__is_public=True,
            message__erased_at=None,
        )
        .exclude(noise_behind("message"))
        .order_by("-message_id")
    )


def _said(row: tuple[Any, ...], chosen: dict[int, bool]) -> Said:
    pk, account, kind, place, author, subject, text, url, media, at = row
    links = tuple(str(one["url"]) for one in media if isinstance(one, dict) and one.get("url"))
    is_news = chosen.get(account, kind in PRESS_KINDS or (kind == "naver" and place == "news"))
    return Said(pk, at, author, is_news, f"{subject}\n{text}" if subject else text, url, links)


def _is_press_account(account: Account) -> bool:
    choice = getattr(account, "press_choice", None)
    return choice.is_press if choice else account.kind in PRESS_KINDS


def _listened_since(query: StandingQuery) -> datetime:
    """The later of: the query was made, the first press account came, the first other one came."""
    begun = [query.created_at]
    for is_press in (True, False):
        made = [
            account.created_at
            for account, press in press_accounts(query.organisation)
            if press is is_press or account.kind == "naver"
        ]
        if made:
            begun.append(min(made))
    return _next_hour(max(begun))


def _next_hour(moment: datetime) -> datetime:
    whole = moment.replace(minute=0, second=0, microsecond=0)
    return whole if whole == moment else whole + HOUR
