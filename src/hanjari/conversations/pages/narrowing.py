"""The filters that narrow the list, in words, each with the link that takes it away."""

from hanjari.conversations import words
from hanjari.conversations.forms.filters import Asked
from hanjari.conversations.models import Conversation
from hanjari.conversations.queries.sidebar import Sidebar
from hanjari.listening.models import Person
from hanjari.people.models import Member


def narrowing(member: Member, asked: Asked, side: Sidebar) -> list[tuple[str, str]]:
    """(words, link without it) for each filter asked."""
    return [
        (_said(member, side, name, text), asked.link(**{name: None}))
        for name, text in asked.told.items()
    ]


def _said(member: Member, side: Sidebar, name: str, text: str) -> str:
    if name == "person":
        person = Person.objects.filter(organisation=member.organisation_id, pk=int(text)).first()
        return person.name if person else text
    if name == "language":
        return words.language_name(text)
    shown = str(_tables(side).get(name, {}).get(text, text))
    return {"since": f"{shown} –", "until": f"– {shown}", "text": f"“{shown}”"}.get(name, shown)


def _tables(side: Sidebar) -> dict[str, dict[object, str]]:
    spoken = words.spoken()
    return {
        "account": {str(pk): shown for pk, _kind, shown in side.accounts},
        "department": {str(pk): shown for pk, shown in side.departments},
        "assignee": {str(pk): shown for pk, shown in side.colleagues},
        "label": {str(pk): shown for pk, shown in side.labels},
        "intent": spoken["intents"],
        "sentiment": spoken["sentiments"],
        "needs_answer": spoken["needs_answer"],
        "abuse": spoken["abuse"],
        "urgency": {str(level): f"{shown}+" for level, shown in spoken["urgencies"].items()},
        "status": {status.value: str(status.label) for status in Conversation.Status},
    }
