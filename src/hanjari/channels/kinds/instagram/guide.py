"""The steps of connecting an Instagram account, for a person who has never done it."""

from django.utils.translation import gettext as _

from hanjari.channels.contract import Step


def steps() -> list[Step]:
    """In order."""
    return [*_before(), *_app()]


def _before() -> list[Step]:
    return [
        Step(
            _(
                "Make the Instagram account a professional one and link it to your company's Facebook"
                " Page (Instagram, Settings). For messages, also allow access to messages there,"
                " under “Connected tools”."
            ),
            "https://help.instagram.com/502981923235522",
        ),
        Step(
            _(
                "Make an app at Meta for Developers: use case “Manage messaging and content on"
                " Instagram”, with the API setup with Facebook Login. Let it belong to your company's"
                " business portfolio."
            ),
            "https://developers.facebook.com/apps/",
        ),
    ]


def _app() -> list[Step]:
    return [
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
                "Under Webhooks choose “Instagram”, give the address that the account's page shows and"
                " the verify token that you made up here, and subscribe comments, mentions and"
                " messages. Mentions come in this way only."
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
