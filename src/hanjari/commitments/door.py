"""The room's door on the rail; what waits behind it are the member's own promises."""

from django.utils.translation import gettext_lazy as _

from hanjari.commitments.queries import waiting_for
from hanjari.kit.web.navigation import Door, open_door

open_door(
    Door(
        "commitments:promises",
        _("Promises"),
        "promise",
        order=40,
        key="p",
        count=waiting_for,
    )
)
