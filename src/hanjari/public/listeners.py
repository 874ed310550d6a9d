"""What the open page hears from below: something that it shows has changed."""

from hanjari.journal.ears import listens_to
from hanjari.journal.models import Entry
from hanjari.public import actions as public
from hanjari.public.actions.following import let_followers_be_told


@listens_to(
    "statement.published",
    "statement.withdrawn",
    "commitment.published",
    "commitment.moved",
    "commitment.late",
    "commitment.revised",
    "commitment.kept",
    "commitment.partly_kept",
    "commitment.broken",
    "commitment.superseded",
    "commitment.verified",
    "commitment.evidence_changed",
    "trace.drawn",
    "traces.drawn",
    "traces.removed",
)
def let_the_page_be_drawn(entry: Entry) -> None:
    """The next turn of the drawing errand shows it."""
    if entry.organisation_id:
        public.let_be_drawn(entry.organisation_id)


@listens_to(
    "statement.published",
    "commitment.published",
    "commitment.late",
    "commitment.kept",
    "commitment.partly_kept",
    "commitment.broken",
)
def let_followers_hear(entry: Entry) -> None:
    """Whoever follows is told of it once."""
    noun, _dot, what = entry.event.partition(".")
    noun_id = entry.facts.get(noun) if entry.noun != noun else entry.noun_id
    if entry.organisation_id and isinstance(noun_id, int):
        let_followers_be_told(entry.organisation_id, noun, noun_id, what)
