"""Connecting, for a person who has never done it: both ways, in order."""

from django.utils.translation import gettext as _

from hanjari.channels.contract import Step

ADMIN = "https://chatbot.kakao.com"
CHANNEL = "https://business.kakao.com"
HAPPYTALK = "https://developer-center.happytalk.io"


def steps() -> list[Step]:
    """What both need, then consultation talk, then the skill server."""
    return [
        Step(_("You need a KakaoTalk channel that Kakao has approved as a business one."), CHANNEL),
        Step(
            _(
                "Consultation talk, where people answer: make a contract with the dealer Happytalk"
                " and have your channel registered. You get a sender key and two HT keys."
            ),
            HAPPYTALK,
        ),
        Step(
            _(
                "Enter the three keys here and save. Then register the address from this account's"
                " page as the receiving domain at the dealer's, without a slash at its end."
            )
        ),
        Step(
            _(
                "Chatbot, which gives a receipt at once: in the chatbot admin centre make a skill with the"
                " address from this account's page, and a header whose name and value you also enter here."
            ),
            ADMIN,
        ),
        Step(
            _(
                "Connect the skill to the fallback block, let the answer use the skill's data, and"
                " deploy. For answers within a minute, apply for “AI chatbot” and switch on the"
                " block's callback."
            ),
            ADMIN,
        ),
        Step(_("Write to your own channel, and see whether it arrives.")),
    ]
