"""What is said over and over: folds, what lies in them, and what members said of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanjari.kit.clock import now
from hanjari.listening.models.message import Message
from hanjari.people.models import Member, Organisation


class Fold(models.Model):
    """Messages that count as one, or as noise. Nothing is deleted: a fold only says what is shown."""

    class Reason(models.TextChoices):
        """Why; the machine's rules are in `folding.py`."""

        COPIES = "copies", _("Copies of one text")
        REPEATED = "repeated", _("One author repeats one text")
        BURST = "burst", _("Faster than a hand writes")
        SPAM = "spam", _("Spam")
        SAID = "said", _("A member said so")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    reason = models.CharField(max_length=10, choices=Reason)
    first = models.ForeignKey(Message, models.CASCADE, related_name="folds")
    """The earliest known; of copies it is the one that is shown, of noise it lies in the fold too."""
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now)
    undone_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "-created_at"],
                name="fold_recent",
                condition=Q(undone_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.first_id}"


class Folded(models.Model):
    """A message that lies in a fold; `is_out`: a member took it out, and the machine leaves it there."""

    message = models.OneToOneField(Message, models.CASCADE, primary_key=True, related_name="folded")
    fold = models.ForeignKey(Fold, models.CASCADE, related_name="folded")
    is_out = models.BooleanField(default=False)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.fold_id} {self.message_id}"


class Unfolded(models.Model):
    """A batch of messages that nobody has looked at for copies; the row goes when somebody did."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    message_ids = models.JSONField()

    def __str__(self) -> str:
        return f"{len(self.message_ids)}"


class CopyKey(models.Model):
    """One of the numbers by which a later copy finds a text (`language.copy_keys`), and the text's message.

    As lean as a row can be, for there are ten a message; they go after a day and a half
    (`copy_keys.py`). No foreign key: an index for it would double the rows, and who looks here
    reads the message anyway.
    """

    id = models.BigAutoField(primary_key=True)
    """Always given; on SQLite only an automatic key is the row's own place, without an index beside it."""
    message_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.pk} {self.message_id}"


def noise_behind(path: str) -> Q:
    """Rows whose message, at this path (`message`), is folded away as noise; copies are none, somebody said them."""
    told = {f"{path}__folded__is_out": False, f"{path}__folded__fold__undone_at": None}
    return Q(**told) & ~Q(**{f"{path}__folded__fold__reason": Fold.Reason.COPIES})
