"""What was done with the open page, in plain words."""

from django.utils.translation import gettext_lazy as _

from hanjari.journal.telling import teach

teach(
    {
        "public.opened": _("Opened the public page"),
        "public.closed": _("Closed the public page"),
        "public.changed": _("Changed the words of the public page"),
        "story.written": _("Wrote what came of what people said: %(said)s"),
        "story.approved": _("Approved it for the public page: %(said)s"),
        "story.taken_down": _("Took it off the public page: %(said)s"),
    }
)
