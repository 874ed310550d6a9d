"""What waits to be read by its meaning."""

from django.db import models

from hanjari.listening.models.message import Message


class Rehearing(models.Model):
    """A message that waits for its second hearing; the row goes when it was heard.

    A message may wait twice: an edit that comes while it is being heard must not be forgotten.
    """

    message = models.ForeignKey(Message, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.message_id)
