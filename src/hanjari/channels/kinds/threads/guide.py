"""Connecting, for a person who has never done it."""

from django.utils.translation import gettext as _

from hanjari.channels.contract import Step


def steps() -> list[Step]:
    """From the app dashboard to the button."""
    return [
        Step(
            _("At Meta for Developers make an app with the use case “Access the Threads API”."),
            "https://developers.facebook.com/apps/",
        ),
        Step(
            _(
                "Under the use case, add the permissions that this page lists, and enter the redirect"
                " address that this page shows."
            )
        ),
        Step(
            _(
                "Copy “Threads app ID” and “Threads app secret” here: they stand below App settings,"
                " Basic, at the bottom, and are not the App ID at the top."
            )
        ),
        Step(
            _(
                "As long as the app is not reviewed, add your profile under App roles as a Threads"
                " tester and accept it in the Threads app. Searching and mentions of others need the review."
            )
        ),
        Step(_("Save, then press the button and say yes at Threads with the company's profile.")),
    ]
