"""What is done with statements, in plain words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hanjari.issues.models import Part, SignOff, Statement

STATEMENTS: dict[str, Promise] = {
    "statement.written": _("Began a statement (%(form)s)"),
    "statement.changed": _("Wrote version %(version)s of a statement"),
    "statement.overruled": _("Let words stand that the checker found (%(reason)s)"),
    "statement.promise_committed": _("Made a promise a commitment: “%(words)s”"),
    "statement.promise_denied": _("Said that “%(words)s” is no promise (%(reason)s)"),
    "statement.signatures_asked": _("Asked for signatures on version %(version)s"),
    "statement.signed": _("Signed version %(version)s (%(part)s)"),
    "statement.returned": _("Sent version %(version)s back: %(reason)s"),
    "statement.waived": _("Waived the signature of %(part)s: %(reason)s"),
    "statement.silent": _("%(part)s did not object within half an hour"),
    "statement.quorum_met": _("Version %(version)s is signed by all who must sign"),
    "statement.paired": _("Began the statement in the other language"),
    "statement.published": _("Published a statement (%(form)s)"),
    "statement.marked_last": _("Marked a statement as the last one"),
    "statement.withdrawn": _("Withdrew a statement: %(reason)s"),
}
WORDS: dict[str, Promise] = {
    **{str(part.value): part.label for part in Part},
    **{str(form.value): form.label for form in Statement.Form},
    **{str(word.value): word.label for word in SignOff.Word if word.value},
}
