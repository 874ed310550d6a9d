"""What was done about promises, in plain words."""

from django.utils.translation import gettext_lazy as _

from hanjari.commitments.models import Commitment
from hanjari.journal.telling import teach

teach(
    {
        "commitment.proposed": _("Proposed promise %(number)s: %(text)s"),
        "commitment.decided": _("Decided promise %(number)s, due %(due)s: %(text)s"),
        "commitment.declined": _("Declined promise %(number)s: %(reason)s"),
        "commitment.published": _("Showed promise %(number)s in public"),
        "commitment.begun": _("Began work on promise %(number)s"),
        "commitment.remarked": _("Told how promise %(number)s stands: %(words)s"),
        "commitment.evidence_submitted": _("Handed in evidence for promise %(number)s"),
        "commitment.evidence_refused": _("Refused evidence for promise %(number)s: %(reason)s"),
        "commitment.evidence_changed": _("A file of evidence for promise %(number)s has changed"),
        "commitment.verified": _("Verified evidence for promise %(number)s"),
        "commitment.kept": _("Promise %(number)s is kept: %(text)s"),
        "commitment.partly_kept": _("Promise %(number)s is partly kept: %(reason)s"),
        "commitment.broken": _("Promise %(number)s is broken: %(reason)s"),
        "commitment.superseded": _("Replaced promise %(number)s by promise %(successor)s"),
        "commitment.revised": _("Revised promise %(number)s: %(reason)s"),
        "commitment.moved": _("Moved promise %(number)s from %(before)s to %(after)s"),
        "commitment.late": _("Promise %(number)s is late: it was due %(due)s"),
        "trace.drawn": _("Said what led to it"),
        "trace.removed": _("Took back what was said to have led to it"),
    },
    {str(state): state.label for state in Commitment.State},
)
