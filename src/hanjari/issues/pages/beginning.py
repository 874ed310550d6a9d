"""The page on which an issue is raised: from an alarm, from conversations, or by hand."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.http import QueryDict

from hanjari.conversations.models import Conversation
from hanjari.issues.models import Issue
from hanjari.issues.queries.origins import messages_behind, messages_in, talks_of
from hanjari.issues.queries.twins import Draft
from hanjari.kit.numbers import row_number
from hanjari.listening.models import Alarm
from hanjari.listening.queries.alarms import alarm_for
from hanjari.people.models import Member

MOST = 500


class Origin(NamedTuple):
    """What the issue comes from."""

    alarm: Alarm | None
    talks: Sequence[Conversation]
    message_ids: tuple[int, ...]

    @property
    def name(self) -> str:
        """Of `Issue.Origin`."""
        if self.alarm:
            return Issue.Origin.ALARM
        return Issue.Origin.TALKS if self.talks else Issue.Origin.HAND

    @property
    def hidden(self) -> list[tuple[str, int]]:
        """Fields that bring it along."""
        if self.alarm:
            return [("alarm", self.alarm.pk)]
        return [("talk", talk.pk) for talk in self.talks]

    def draft(self, title: str) -> Draft:
        """What likely twins are looked for by."""
        query = self.alarm.query_id if self.alarm else None
        return Draft(title, self.message_ids, query)


def origin_of(member: Member, given: QueryDict) -> Origin:
    """From an address or a form: `alarm` or any number of `talk`; a stranger's is 404 or left out."""
    if number := row_number(given.get("alarm", "")):
        alarm = alarm_for(member, number)
        return Origin(alarm, (), tuple(messages_behind(alarm)))
    numbers = [pk for text in given.getlist("talk")[:MOST] if (pk := row_number(text))]
    if not numbers:
        return Origin(None, (), ())
    talks = talks_of(member, numbers)
    return Origin(None, talks, tuple(messages_in(member, [talk.pk for talk in talks])))


def initial_of(origin: Origin) -> dict[str, Any]:
    """What the form says before anybody has written."""
    if origin.alarm:
        held = getattr(origin.alarm, "candidate", None)
        return {"title": held.title if held else origin.alarm.query.name}
    first = origin.talks[0] if origin.talks else None
    title = (first.subject or first.text)[:120].strip() if first else ""
    departments = {talk.department_id for talk in origin.talks if talk.department_id}
    return {"title": title, "department": departments.pop() if len(departments) == 1 else None}
