"""What is done in a review, in plain words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hanjari.issues.models import Reflection

REVIEW: dict[str, Promise] = {
    "review.opened": _("The review began; it is due by %(due)s"),
    "review.written": _("Wrote in the review: %(questions)s"),
    "review.finished": _("Finished the review; lessons: %(lessons)s"),
    "lesson.drawn": _("Drew a lesson: %(text)s"),
    "lesson.tasked": _("Made a lesson a task: %(text)s (%(name)s)"),
    "lesson.late": _("The task of a lesson is late, it was due %(due)s: %(text)s"),
    "lesson.committed": _("Made a lesson a commitment: %(text)s"),
    "lesson.waived": _("Nothing follows from a lesson: %(text)s (%(reason)s)"),
    "lesson.removed": _("Took a lesson back: %(text)s"),
}
WORDS: dict[str, Promise] = {f"review:{one.value}": one.label for one in Reflection.Question}
