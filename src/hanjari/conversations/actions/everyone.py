"""Everyone told: when a commitment moves, a round is made ready for all whose words led to it.

A member reads it, another approves it; nothing leaves by itself.
"""

from django.db import transaction
from django.utils import formats, translation
from django.utils.translation import gettext as _

from hanjari.commitments.models import Commitment
from hanjari.commitments.queries import sources_of
from hanjari.conversations.actions.rounds import start_round
from hanjari.conversations.models import Round
from hanjari.conversations.queries.reaching import threads_with

OCCASIONS = ("decided", "late", "moved", "kept", "partly_kept", "broken")
"""Endings of `commitment.*` events that those who spoke are told of."""


@transaction.atomic
def prepare_telling(commitment: Commitment, occasion: str) -> Round | None:
    """Make a round ready, once for each occasion (a date that moves again is another); None where nobody spoke.

    A drill tells nobody.
    """
    if commitment.is_exercise:
        return None
    nodes = sources_of(("commitment", commitment.pk), "message", "conversation")
    talks = {pk for kind, pk in nodes if kind == "conversation"}
    talks |= threads_with(pk for kind, pk in nodes if kind == "message")
    if not talks:
        return None
    day = f":{commitment.current_due.isoformat()}" if occasion in ("moved", "late") else ""
    return start_round(
        commitment.organisation,
        f"commitment:{commitment.pk}:{occasion}{day}",
        proposed(commitment, occasion, "ko"),
        text_en=proposed(commitment, occasion, "en"),
        by=None,
        conversations=talks,
        title=f"#{commitment.number} {commitment.text}"[:200],
        about=("commitment", commitment.pk),
    )


def proposed(commitment: Commitment, occasion: str, language: str) -> str:
    """What a member may begin from, in one language."""
    with translation.override(language):
        text = (commitment.text_en or commitment.text) if language == "en" else commitment.text
        facts = {
            "name": "{name}",
            "text": text.rstrip(" ."),
            "day": formats.date_format(commitment.current_due, _("M j, Y")),
        }
        return _words(occasion) % facts


def _words(occasion: str) -> str:
    return {
        "decided": _(
            "%(name)s, you told us about this, and we have decided: %(text)s. We will do it by %(day)s and write to you again."
        ),
        "moved": _(
            "%(name)s, we promised you: %(text)s. We will not make the first date; the new one is %(day)s. We are sorry."
        ),
        "late": _(
            "%(name)s, we promised you: %(text)s. The date, %(day)s, has passed and it is not done. We are sorry, and will write again when it is."
        ),
        "kept": _(
            "%(name)s, you told us about this, and it is done: %(text)s. Thank you for saying so."
        ),
        "partly_kept": _(
            "%(name)s, you told us about this, and a part of it is done: %(text)s. This is what is missing, and why:"
        ),
        "broken": _(
            "%(name)s, we promised you: %(text)s. We could not keep it. We are sorry. The reason is:"
        ),
    }[occasion]
