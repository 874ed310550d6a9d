"""The demo's issue: played to its end through the rooms' own actions, and nothing of it left running."""

import pytest

from hanjari.channels.models import Brake
from hanjari.commitments.models import Commitment
from hanjari.conversations.models import Recipient, Round
from hanjari.demo import telling
from hanjari.issues.models import Issue, Lesson, Statement
from hanjari.issues.queries.closing import gaps_of
from hanjari.journal.hearing import seat_listeners
from hanjari.public.queries.shown import open_page


@pytest.mark.django_db
def test_the_double_charge_is_told_from_complaints_to_what_was_learned():
    seat_listeners()
    telling.tell()
    issue = Issue.objects.get()
    assert (issue.stage, issue.level, issue.origin) == (Issue.Stage.REVIEWED, 2, "talks")
    assert issue.sat_at
    assert issue.belongings.filter(state="confirmed").count() > 10
    assert not gaps_of(issue).waiting.exists()
    stated = list(Statement.objects.order_by("pk").values_list("form", "state", "is_last"))
    assert stated == [
        ("holding", "published", False), ("apology", "published", False), ("update", "published", True),
    ]  # fmt: skip
    apology = Statement.objects.get(form="apology").versions.latest("number")
    assert apology.checked["score"] >= 0.9
    assert list(Commitment.objects.order_by("pk").values_list("state", "is_public")) == [
        ("kept", True), ("in_progress", True),
    ]  # fmt: skip
    told = Round.objects.get(about_kind="issue")
    assert told.state == Round.State.DONE
    assert Recipient.objects.get(round=told).reply.delivery.state == "sent"
    assert not any(lesson.is_open for lesson in Lesson.objects.all())
    assert open_page("hanbit")
    assert not Brake.objects.filter(released_at=None).exists()
