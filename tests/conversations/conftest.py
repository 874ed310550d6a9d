"""A mailbox at Hanbit's desk, and somebody who speaks to it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hanjari.channels.models import Account
from hanjari.conversations.actions import arrival
from hanjari.conversations.actions.targets import seed_targets
from hanjari.conversations.models import Conversation
from hanjari.kit.clock import now
from hanjari.listening import search
from hanjari.listening.ids import message_id
from hanjari.listening.models import Author, Message, Person


@pytest.fixture
def mailbox(hanbit) -> Account:
    return Account.objects.create(organisation=hanbit.organisation, kind="mail", name="care")


@pytest.fixture
def rival_mailbox(narae) -> Account:
    return Account.objects.create(organisation=narae.organisation, kind="mail", name="care")


def author(account: Account, name: str, *, is_ours: bool = False) -> Author:
    known = Author.objects.filter(organisation=account.organisation, external_id=name).first()
    if known:
        return known
    person = Person.objects.create(organisation=account.organisation, name=name)
    return Author.objects.create(
        organisation=account.organisation,
        kind=account.kind,
        external_id=name,
        name=name,
        is_ours=is_ours,
        person=person,
    )


def make(account: Account, name: str, parent: str = "", **fields: Any) -> Message:
    """A stored message that lies in no conversation yet; the moment is now unless said."""
    posted_at = fields.pop("posted_at", now())
    is_ours = fields.get("is_ours", False)
    who = fields.pop("who", "한빛" if is_ours else "하늘")
    fields.setdefault("arrived_at", posted_at)
    fields.setdefault("text", f"{name} 내용")
    message = Message.objects.create(
        id=message_id(posted_at, account.pk, name),
        organisation=account.organisation,
        account=account,
        external_id=name,
        parent_id=parent,
        author=author(account, who, is_ours=is_ours),
        posted_at=posted_at,
        **fields,
    )
    search.add([(message.pk, message.subject, message.text)])
    return message


Say = Callable[..., Conversation]


@pytest.fixture
def say(mailbox) -> Say:
    """A message arrives and is threaded; gives its conversation."""

    def arrive(name: str, parent: str = "", **fields: Any) -> Conversation:
        message = make(fields.pop("account", mailbox), name, parent, **fields)
        arrival.thread_messages([message.pk])
        return Conversation.objects.get(turns__message=message)

    return arrive


START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday, ten in the morning in Seoul."""


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


@pytest.fixture
def targets(hanbit) -> None:
    seed_targets(hanbit.organisation)
