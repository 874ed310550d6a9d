"""The steps of connecting a Page, for a person who has never done it."""

from django.utils.translation import gettext as _

from hanjari.channels.contract import Step


def steps() -> list[Step]:
    """In order."""
    return [
        Step(
            _(
                "Make an app at Meta for Developers: use case “Manage everything on your Page”, and"
                " for messages also “Engage with customers on Messenger”. Let it belong to your"
                " company's business portfolio."
            ),
            "https://developers.facebook.com/apps/",
        ),
        Step(
            _(
                "Under App settings, Basic, copy App ID and App secret here, and give the address of"
                " your privacy notice. Under Facebook Login, add the callback address that this page"
                " shows."
            )
        ),
        Step(
            _(
                "Save, then press the button and say yes at Facebook as somebody who works on the Page."
            )
        ),
        Step(
            _(
                "Under Webhooks choose “Page”, give the address that the account's page shows and the"
                " verify token that you made up here, and subscribe feed, mention, messages,"
                " message_echoes and message_edits. Without it everything is found some minutes later."
            )
        ),
        Step(
            _(
                "Set the app live. To see what people write who have no role in the app, Meta must"
                " approve the permissions (App Review, Advanced Access) and verify your business."
            ),
            "https://developers.facebook.com/docs/app-review",
        ),
    ]
