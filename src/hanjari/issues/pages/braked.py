"""What the page of the brake shows: why it is on, and all that it holds."""

from dataclasses import dataclass
from typing import Any

from hanjari.channels.models import Brake
from hanjari.channels.queries import held_deliveries, open_brakes
from hanjari.conversations.models import Round
from hanjari.conversations.queries.rounds import rounds_for
from hanjari.issues.forms.brake import ReleaseForm
from hanjari.issues.models import Issue
from hanjari.issues.pages.places import home_of
from hanjari.issues.queries.access import issues_for
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


def brake_page(member: Member, forms: dict[str, Any]) -> dict[str, Any]:
    """The switch and the list; forms that came in with faults are shown as they came."""
    held = held_deliveries(member.organisation_id)
    return {
        "brakes": causes(member),
        "deliveries": held[:MOST],
        "delivery_count": held.count(),
        "rounds": rounds_for(member).filter(state=Round.State.SENDING),
        "release_of": lambda brake: ReleaseForm(auto_id=f"release{brake.pk}_%s"),
        "may_pull": member.can(Permission.RAISE_ISSUE),
        "may_release": member.can(Permission.RUN_ISSUE),
        **forms,
    }
