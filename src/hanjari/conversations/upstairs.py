"""What this room offers to pages below: where a message lies and taking it up; who spoke for a promise, who was told."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from hanjari.commitments.models import Commitment
from hanjari.commitments.queries import commitments_for
from hanjari.commitments.upstairs import Beside, Cited, cite, place_beside
from hanjari.conversations.abouts import About, offer_about
from hanjari.conversations.actions.taking import take_up
from hanjari.conversations.models import Round
from hanjari.conversations.queries.access import conversations_for
from hanjari.conversations.queries.places import place_of, places_of
from hanjari.conversations.queries.rounds import counts_of, rounds_about
from hanjari.listening.models import Message
from hanjari.listening.upstairs import Desk, offer
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


def _messages(member: Member, ids: Sequence[int]) -> dict[int, Cited]:
    places = places_of(member, ids)
    rows = Message.objects.filter(pk__in=places).select_related("author")
    return {
        row.pk: Cited(row.author.name or row.author.handle, row.text[:300], places[row.pk])
        for row in rows
    }


def _conversations(member: Member, ids: Sequence[int]) -> dict[int, Cited]:
    rows = conversations_for(member).filter(pk__in=ids)
    return {
        row.pk: Cited(
            row.speaker,
            row.subject or row.text,
            reverse("conversations:conversation", args=[row.pk]),
        )
        for row in rows
    }


def _told(member: Member, commitment: Commitment) -> list[Beside]:
    return [
        Beside(row.title or row.key, _so_far(row), reverse("conversations:round", args=[row.pk]))
        for row in rounds_about(member, "commitment", commitment.pk)
    ]


def _so_far(row: Round) -> str:
    counts = counts_of(row)
    told = _("%(told)s of %(all)s told") % {"told": counts.told, "all": counts.all}
    return f"{row.get_state_display()} · {told}"


def _taken_up(message: Message, by: Member) -> str:
    return place_of(take_up(message, by=by).pk, message.pk)


def _promise(member: Member, row: Round) -> About | None:
    found = commitments_for(member).filter(pk=row.about_id or 0).first()
    if found is None:
        return None
    name = _("Promise %(number)s: %(text)s") % {"number": found.number, "text": found.text}
    return About(name, reverse("commitments:commitment", args=[found.pk]))


offer(Desk(places_of, _taken_up, Permission.REPLY))
cite("message", _messages)
cite("conversation", _conversations)
place_beside("rounds", _told)
offer_about("commitment", _promise)
