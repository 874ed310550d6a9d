"""A call by mail: one of the house's own letters."""

from django.utils import translation
from django.utils.translation import gettext as _

from hanjari.people.models import CallOut, Letter, Member
from hanjari.people.post import write
from hanjari.people.ways.links import answer_path, page_path, whole


def posted(out: CallOut, member: Member) -> Letter | None:
    """Hand the call to the errand of letters, in the caller's transaction; None where no mail is sent."""
    with translation.override(member.spoken_language):
        subject, words = out.call.words_in(member.spoken_language)
        told = _(
            "%(words)s\n\nOpen it:\n%(page)s\n\n"
            "I'm here (one tap, no log-in; it stops others from being called):\n%(answer)s"
        ) % {"words": words, "page": whole(page_path(out)), "answer": whole(answer_path(out))}
    return write(member.email, subject, told)
