"""What some networks let us do with a post that stands there already: ours, or one below ours."""

from typing import Protocol, runtime_checkable

from hanjari.channels.contract.access import Access, Receipt


@runtime_checkable
class TakesBack(Protocol):
    """A kind whose network lets our own posts be deleted."""

    def take_back(self, access: Access, external_id: str) -> None:
        """Delete our post. What is gone already is well done, so the house may ask again.

        Raises `RefusedError` (it surely still stands) or `UnsureError` (perhaps gone).
        """
        ...


@runtime_checkable
class Changes(Protocol):
    """A kind whose network lets our own posts be edited."""

    def change(self, access: Access, external_id: str, text: str) -> Receipt:
        """Let our post say `text` from now on; the same text twice changes nothing.

        The receipt's id is the post's (a network that gives an edit a new id says the new one).
        Raises `RefusedError` (it surely says what it said) or `UnsureError` (perhaps changed).
        """
        ...


@runtime_checkable
class Moderates(Protocol):
    """A kind whose network lets us decide about what others wrote at our place."""

    moderation_acts: tuple[str, ...]
    """Which of the house's words the network knows: approve, hold, trash, spam, ban."""

    def moderate(self, access: Access, external_id: str, act: str) -> None:
        """Show, hide, throw away, report as spam, or throw away and ban the author.

        The same act again changes nothing, so the house may ask again. Raises `RefusedError` (it
        surely stands as it did) or `UnsureError` (perhaps done).
        """
        ...
