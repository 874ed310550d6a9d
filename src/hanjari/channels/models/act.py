"""What is done at the network with posts that stand there already."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanjari.channels.models.account import Account
from hanjari.kit.clock import now
from hanjari.people.models import Member


class Act(models.Model):
    """One thing to be done with a post at the network, and how far it has come.

    Every such thing may be done twice without harm (`contract.posts`), so that one whose answer got
    lost is simply done again; it is never called done before the network has said so.
    """

    class What(models.TextChoices):
        """With ours: take back, correct. With what others wrote at our place: the rest."""

        TAKE_BACK = "take_back", _("Take back")
        CORRECT = "correct", _("Correct")
        APPROVE = "approve", _("Let it stand")
        HOLD = "hold", _("Hide for now")
        TRASH = "trash", _("Remove")
        SPAM = "spam", _("Remove as spam")
        BAN = "ban", _("Remove, and ban the author")

    class State(models.TextChoices):
        """Unknown: the network never said whether it was done, however often it was asked."""

        QUEUED = "queued", _("Waiting to be done")
        DOING = "doing", _("Being done")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Not done")
        UNKNOWN = "unknown", _("Not known whether done")

    OPEN = (State.QUEUED, State.DOING)
    MODERATION = (What.APPROVE, What.HOLD, What.TRASH, What.SPAM, What.BAN)

    account = models.ForeignKey(Account, models.CASCADE, related_name="acts")
    external_id = models.CharField(max_length=400)
    what = models.CharField(max_length=10, choices=What)
    text = models.TextField(blank=True)
    """What the post shall say from now on."""
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(default=now)
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=120, blank=True)
    renamed_to = models.CharField(max_length=400, blank=True)
    """The post's new number, where the network gives one to an edit."""
    failure = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=now)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "external_id"],
                name="act_one_at_a_time",
                condition=models.Q(state__in=["queued", "doing"]),
            )
        ]
        indexes = [
            models.Index(fields=["account", "external_id"], name="act_of_post"),
            models.Index(fields=["state", "not_before"], name="act_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.external_id} {self.state}"
