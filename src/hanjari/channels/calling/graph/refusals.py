"""Meta's refusals by code and subcode, in plain words.

Messenger Platform, Common error codes; Instagram Platform, Error codes; Graph API, Handling errors
(subcodes of 190). The numbers of private replies (10900 to 10903) are those of the older edge
`private_replies`, which the Send API still answers with.
"""

from django.utils.translation import gettext as _

LOGIN = {102, 190, 463, 467}
BY_CODE = {
    368: "blocked",
    506: "duplicate",
    551: "unavailable",
    803: "gone",
    9004: "media",
    9007: "not_ready",
    10_900: "replied",
    10_901: "too_late",
    10_902: "no_private",
    10_903: "no_private",
    36_003: "media",
}
BY_SUBCODE = {
    (10, 2_018_278): "outside_window",
    (10, 2_018_065): "outside_window",
    (10, 2_534_022): "outside_window",
    (10, 2_018_300): "other_app",
    (100, 33): "gone",
    (100, 2_018_001): "unavailable",
    (100, 2_534_014): "unavailable",
    (100, 2_018_109): "too_long",
    (200, 1_545_041): "unavailable",
    (24, 2_207_006): "gone",
    (9, 2_207_042): "spent",
    (4, 2_207_051): "blocked",
    (9007, 2_207_027): "not_ready",
}
_HOUR = 3600.0


def login(subcode: int) -> str:
    """Why the connection no longer holds (subcodes of 190), and what to do."""
    reasons = {
        458: _("The app was removed at Facebook. Connect the account again."),
        459: _("Facebook wants the person who connected it to log in there first; then connect again."),
        460: _("The password at Facebook was changed. Connect the account again."),
        463: _("The connection to Meta has run out. Connect the account again."),
        464: _("The Facebook account of the person who connected it is not confirmed."),
        467: _("Meta no longer accepts this connection. Connect the account again."),
        492: _("The person who connected it no longer works on this Page. Let someone connect it who does."),
    }  # fmt: skip
    return reasons.get(subcode, reasons[467])


def refusals() -> dict[str, tuple[str, bool, bool, float | None]]:
    """Words; whether only a person can mend it; whether the same may pass later; and when."""
    return {
        "blocked": (
            _("Meta has stopped this account from doing this for a while. Look at its messages there."),
            True, False, None,
        ),
        "duplicate": (_("Meta has this very post already."), False, False, None),
        "unavailable": (
            _("This person can't be reached any more: the account is gone or has blocked us."),
            False, False, None,
        ),
        "gone": (_("What was asked for is no longer there, or hidden from us."), False, False, None),
        "media": (_("Meta could not take the picture. Look at its form, size and shape."), False, False, None),
        "not_ready": (_("Meta is still working on the picture."), False, True, 60.0),
        "replied": (
            _("This comment was answered privately before; Meta allows one private answer to each."),
            False, False, None,
        ),
        "too_late": (
            _("Meta allows a private answer only within 7 days of the comment. Answer in public instead."),
            False, False, None,
        ),
        "no_private": (
            _("Meta does not let this person be answered privately. Answer in public instead."),
            False, False, None,
        ),
        "outside_window": (
            _(
                "More than 24 hours have passed since the person last wrote; Meta allows no answer"
                " until they write again."
            ),
            False, False, None,
        ),
        "other_app": (
            _("Another app has this conversation at Meta. Take it over in the Page's inbox."),
            False, False, None,
        ),
        "too_long": (_("The message is too long for Meta."), False, False, None),
        "spent": (_("Meta allows no more posts in these 24 hours."), False, True, _HOUR),
    }  # fmt: skip
