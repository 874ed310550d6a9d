"""What the open conversation shows, gathered for its templates."""

from types import SimpleNamespace
from typing import Any

from django.utils.translation import ngettext

from hanjari.conversations import queries, sheets, words
from hanjari.conversations.models import Clock, Conversation
from hanjari.conversations.pages.at_network import network_context
from hanjari.conversations.pages.checked import checked
from hanjari.conversations.pages.labelled import labels_context
from hanjari.conversations.pages.later import later_context
from hanjari.conversations.pages.menu import acts_on
from hanjari.conversations.pages.promised import promises_context, reply_chips
from hanjari.conversations.queries import sidebar
from hanjari.conversations.ways import ways_for
from hanjari.journal.telling import tell
from hanjari.kit.web import times
from hanjari.listening.queries import found_by
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

HISTORY = 6
DONE = 15


def talk_context(member: Member, pk: int, *, before: str = "") -> dict[str, Any]:
    """Both panes: thread, draft, person."""
    context = thread_context(member, pk, before=before)
    talk: Conversation = context["talk"]
    return {
        **context,
        "title": talk.subject or talk.text[:80],
        "whys": _whys(talk),
        "due_words": str(dict(Clock.Aim.choices).get(talk.next_due_kind, "")),
        "acts": acts_on(member, talk),
        "ways": ways_for(member),
        "beside": sheets.beside(member, talk),
        "colleagues": sidebar.sidebar(member).colleagues,
        **_person(member, talk),
        **_writing(member, talk),
    }


def thread_context(member: Member, pk: int, *, before: str = "") -> dict[str, Any]:
    """The thread alone."""
    found = queries.thread(member, pk, before=before)
    return {
        "talk": found.conversation,
        "said": _by_day(found.items),
        "earlier": found.earlier,
        "found_by": _found_by(member, found.items),
        "token": found.token,
        "statuses": dict(Conversation.Status.choices),
        "reasons": words.spoken()["reasons"],
        "may": may(member),
        "reply_chips": reply_chips,
        **promises_context(found.conversation),
        **later_context(found.conversation),
        **network_context(member, found.conversation, found.items),
        **labels_context(member, found.items),
    }


def may(member: Member) -> SimpleNamespace:
    """What this member may do here, by short names for templates."""
    return SimpleNamespace(
        reply=member.can(Permission.REPLY),
        note=member.can(Permission.WRITE_NOTE),
        approve=member.can(Permission.APPROVE),
        assign=member.can(Permission.ASSIGN),
        merge=member.can(Permission.MERGE),
    )


def _by_day(items: list[queries.Item]) -> list[tuple[str, queries.Item]]:
    """Each item with the day's name when it is the first of its day."""
    found, last = [], ""
    for item in items:
        day = times.day(item.at)
        found.append(("" if day == last else day, item))
        last = day
    return found


def _found_by(member: Member, items: list[queries.Item]) -> list[tuple[int, str]]:
    """Standing queries that found one of the messages shown: number and name, each once."""
    ids = [item.it.pk for item in items if item.kind == "message"]
    named = found_by(member, ids)
    return sorted({one for some in named.values() for one in some}, key=lambda one: one[1])


def _whys(talk: Conversation) -> list[str]:
    """The words that made the machine say what it says of intent and urgency, each once."""
    labels = (f"intent:{talk.intent}", f"urgency:{talk.urgency}")
    said = (why[1].strip() for why in talk.why if why[0] in labels)
    return list(dict.fromkeys(said))[:4]


def _person(member: Member, talk: Conversation) -> dict[str, Any]:
    card = queries.person_card(member, talk.person) if talk.person else None
    history = queries.person_history(member, talk.person).conversations if talk.person else []
    entries = queries.timeline(member, talk.pk).entries
    return {
        "card": card,
        "person_name": (talk.person.name if talk.person else "") or talk.speaker,
        "known_since": _known(card),
        "history": history[:HISTORY],
        "clocks": [one for one in queries.clocks_of(talk) if one.aim != Clock.Aim.PROMISE],
        "done": [(tell(entry), entry.by_name, entry.at) for entry in entries[:DONE]],
        "more_done": len(entries) > DONE,
        "regroupings": queries.regroupings_of(talk)[:3],
    }


def _known(card: queries.PersonCard | None) -> str:
    if card is None or card.first_at is None:
        return ""
    count = card.conversation_count
    words = ngettext(
        "Since %(day)s · %(n)s conversation", "Since %(day)s · %(n)s conversations", count
    )
    return words % {"day": times.moment(card.first_at), "n": count}


def _writing(member: Member, talk: Conversation) -> dict[str, Any]:
    draft = queries.draft_of(member, talk)
    text = draft.text if draft else ""
    return {
        "draft": text,
        "kept_words": "",
        "others": [other.name for other in queries.writers(member, talk)],
        "macros": list(queries.macros_for(member).values_list("pk", "name")),
        **checked(member, talk, text, is_empty_fine=True),
    }
