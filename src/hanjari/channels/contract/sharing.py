"""Limits that belong to the company's app at the network, and not to one account."""

from typing import Protocol, runtime_checkable

from hanjari.channels.contract.access import Access


@runtime_checkable
class SharesQuota(Protocol):
    """A kind whose network counts what all accounts of one app ask together."""

    def quota_owner(self, access: Access, name: str) -> str:
        """Who holds this quota (the app's client id); '' where each account has its own. Pure."""
        ...
