"""A mailbox at Hanbit's desk, what people say there, and an issue that came of it."""

import pytest
from tests.conversations.conftest import mailbox, make, rival_mailbox, say

from hanjari.channels.models import Account
from hanjari.issues import actions as issues
from hanjari.issues.models import Issue
from hanjari.listening.models import Message

__all__ = ["mailbox", "rival_mailbox", "say"]  # fixtures of the room below


@pytest.fixture
def complaints(mailbox: Account) -> list[Message]:
    """Three people whose water purifier leaks."""
    texts = ("정수기에서 물이 새요", "새로 산 정수기 누수됩니다", "정수기 밑으로 물이 샙니다")
    return [
        make(mailbox, f"c{number}", text=text, who=f"손님{number}", intent="complaint")
        for number, text in enumerate(texts)
    ]


@pytest.fixture
def issue(hanbit, minseo, complaints) -> Issue:
    return issues.raise_issue(
        hanbit.organisation,
        "정수기 누수",
        by=minseo,
        origin=Issue.Origin.TALKS,
        message_ids=[one.pk for one in complaints],
    )
