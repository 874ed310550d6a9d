"""What was chosen for the rules that raise issues, in plain words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

THRESHOLDS: dict[str, Promise] = {
    "threshold.set": _(
        "An issue is raised from %(after)s people on instead of %(before)s: %(trigger)s (%(reason)s)"
    ),
    "threshold.hours_set": _(
        "The rules look %(after)s hours back instead of %(before)s (%(reason)s)"
    ),
}
