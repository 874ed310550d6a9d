"""Acts of the listening room."""

from hanjari.listening.actions.hearing import hear_waiting, keep, keep_own, reread
from hanjari.listening.ingest.keeping import Kept

__all__ = ["Kept", "hear_waiting", "keep", "keep_own", "reread"]
