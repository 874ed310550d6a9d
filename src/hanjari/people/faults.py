"""Why a call did not get through, in words for the people who look after it."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FAULTS: dict[str, Promise] = {
    "forbidden": gettext_lazy("The address is not on the public internet, so it is not called."),
    "slow": gettext_lazy("It did not answer in time."),
    "not_reached": gettext_lazy("It was not reached."),
    "gone": gettext_lazy("It says that it is gone."),
    "sealed": gettext_lazy("What it needs can't be read any more. Switch it on again."),
    "no_mail": gettext_lazy("This desk has no mail server."),
}


def fault_words(fault: str) -> str:
    """`http 500` and the like tell what was answered."""
    words = FAULTS.get(fault)
    return str(words) if words else _("It answered %(status)s.") % {"status": fault.upper()}
