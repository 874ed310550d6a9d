"""What is done with the Q&A sheet, in plain words; the timeline and the audit trail speak them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ANSWERS: dict[str, Promise] = {
    "answer.question_added": _("Wrote down what people ask: “%(question)s”"),
    "answer.suggestion_refused": _("Said that what %(count)s people wrote is no question"),
    "answer.asked_noted": _("Noted that %(count)s conversations ask “%(question)s”"),
    "answer.asked_refused": _(
        "Said of %(count)s conversations that they do not ask “%(question)s”"
    ),
    "answer.written": _("Wrote version %(version)s of the answer to “%(question)s”"),
    "answer.legal_asked": _("Asked legal to look at the answer to “%(question)s”"),
    "answer.legal_signed": _("Signed for legal: version %(version)s of “%(question)s”"),
    "answer.legal_waived": _("Waived legal for the answer to “%(question)s”: %(reason)s"),
    "answer.sent_back": _("Sent the answer to “%(question)s” back: %(reason)s"),
    "answer.approved": _(
        "Approved version %(version)s of the answer to “%(question)s”, until %(until)s"
    ),
    "answer.retired": _("Retired the answer to “%(question)s”: %(reason)s"),
    "answer.expired": _("The answer to “%(question)s” has expired"),
    "answer.fell": _(
        "The answer to “%(question)s” fell back: a fact is now %(confidence)s, %(fact)s"
    ),
    "answer.round_started": _(
        "Made the answer to “%(question)s” ready for %(count)s conversations"
    ),
    "answer.taken": _("Took the approved answer of issue #%(number)s (%(question)s)"),
    "answer.given": _("Gave the approved answer of issue #%(number)s (%(question)s)"),
}
