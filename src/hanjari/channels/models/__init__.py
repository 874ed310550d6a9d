"""Nouns of the channels room."""

from hanjari.channels.models.account import Account, new_door
from hanjari.channels.models.act import Act
from hanjari.channels.models.brake import Brake
from hanjari.channels.models.consent import Consent
from hanjari.channels.models.delivery import Delivery
from hanjari.channels.models.imports import Import
from hanjari.channels.models.look_back import LookBack
from hanjari.channels.models.meter import Spending, Window
from hanjari.channels.models.raw import RawPayload
from hanjari.channels.models.stream import Hand, Stream
from hanjari.channels.models.unheard import Unheard
from hanjari.channels.models.visitor import Knock, Visit

__all__ = [
    "Account",
    "Act",
    "Brake",
    "Consent",
    "Delivery",
    "Hand",
    "Import",
    "Knock",
    "LookBack",
    "RawPayload",
    "Spending",
    "Stream",
    "Unheard",
    "Visit",
    "Window",
    "new_door",
]
