"""What the page of the brake shows: why it is on, and all that it holds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from hanjari.channels.models import Brake, Delivery
from hanjari.channels.queries import held_deliveries, left_behind, open_brakes
from hanjari.conversations.models import Reply, Round
from hanjari.conversations.queries import conversations_for
from hanjari.conversations.queries.rounds import rounds_for
from hanjari.conversations.queries.windows import window_ends
from hanjari.issues.forms.brake import ReleaseForm
from hanjari.issues.models import Issue
from hanjari.issues.pages.places import home_of
from hanjari.issues.queries.access import issues_for
from hanjari.kit.clock import now
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

MOST = 200


@dataclass(frozen=True)
class Cause:
    """A brake that is on; `issue` where the member may see the one that it is about."""

    brake: Brake
    issue: Issue | None

    @property
    def url(self) -> str:
        """The issue's page; '' where there is none to see."""
        return home_of(self.issue) if self.issue else ""


def causes(member: Member) -> list[Cause]:
    """Why automatic messages wait, the first brake first; empty while they go."""
    brakes = list(open_brakes(member.organisation_id))
    ids = [one.about_id for one in brakes if one.about_kind == "issue"]
    seen = issues_for(member).in_bulk(ids) if ids else {}
    return [Cause(one, seen.get(one.about_id)) for one in brakes]


@dataclass(frozen=True)
class Held:
    """A message that the brake holds; `talk` is its conversation where the member may see it.

    `is_left`: its moment passed during a brake, so it does not leave by itself any more. `person`:
    to whom it goes. `ends_at`: its network takes it until then; None where nothing ends it.
    """

    delivery: Delivery
    talk: str
    person: str
    writer: str
    is_left: bool
    ends_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Whether its network takes it no more."""
        return self.ends_at is not None and self.ends_at < now()


def held_page(member: Member) -> dict[str, Any]:
    """What is held, in the order in which it would have left, and how much of it only a person lets go."""
    rows = held_deliveries(member.organisation_id)
    deliveries = list(rows[:MOST])
    replies = {
        one.delivery_id: one
        for one in Reply.objects.filter(delivery__in=deliveries).select_related(
            "by", "conversation__account", "to_message"
        )
    }
    ends = window_ends(replies.values())
    talks = {reply.conversation_id for reply in replies.values()}
    seen = set(conversations_for(member).filter(pk__in=talks).values_list("pk", flat=True))
    return {
        "held": [_held(one, replies.get(one.pk), seen, ends) for one in deliveries],
        "held_count": rows.count(),
        "left_count": left_behind(member.organisation_id).count(),
    }


def _held(
    delivery: Delivery, reply: Reply | None, seen: set[int], ends: dict[int, datetime]
) -> Held:
    is_seen = reply is not None and reply.conversation_id in seen
    address = [reply.conversation_id] if reply and is_seen else []
    return Held(
        delivery,
        reverse("conversations:conversation", args=address) if address else "",
        _person(delivery, reply, is_seen=is_seen),
        reply.by.name if reply and reply.by else "",
        delivery.state == Delivery.State.HELD,
        ends.get(reply.pk) if reply else None,
    )


def _person(delivery: Delivery, reply: Reply | None, *, is_seen: bool) -> str:
    """A name where the conversation has one; a network's number tells nobody anything."""
    if reply and is_seen and reply.conversation.speaker:
        return reply.conversation.speaker
    return ", ".join(delivery.outgoing.get("to", []))


def brake_page(member: Member, forms: dict[str, Any]) -> dict[str, Any]:
    """The switch and the list; forms that came in with faults are shown as they came."""
    return {
        "brakes": causes(member),
        **held_page(member),
        "rounds": rounds_for(member).filter(state=Round.State.SENDING),
        "release_of": lambda brake: ReleaseForm(auto_id=f"release{brake.pk}_%s"),
        "may_pull": member.can(Permission.RAISE_ISSUE),
        "may_release": member.can(Permission.RUN_ISSUE),
        **forms,
    }
