"""What choosing thresholds refuses, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _

from hanjari.people.refusals import RefusalError


class HarderNeedsReasonError(RefusalError):
    """Whoever lets the company hear less says why."""

    words = _(
        "With these numbers a rule would hear less than before. Say why, so that whoever asks later knows. Nothing was changed."
    )
