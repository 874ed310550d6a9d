"""Rules of the filtered stream: our handle and the standing searches, kept as the settings say.

X API, Filtered stream: rules belong to the whole app and stay until they are deleted, so ours carry
our account's tag and no others are touched.
"""

from collections.abc import Mapping

from hanjari.channels.contract import Access
from hanjari.channels.kinds.x.api import Api
from hanjari.channels.kinds.x.posts import things
from hanjari.channels.kinds.x.sources import queries

PATH = "/2/tweets/search/stream/rules"


def tags(access: Access) -> tuple[str, str]:
    """How our rules are known among the app's: who speaks to us, and what else we listen for."""
    return f"hanjari-{access.account_id}-us", f"hanjari-{access.account_id}-search"


def wanted(access: Access) -> dict[str, str]:
    """The rules that should stand, and their tags."""
    us, searches = tags(access)
    handle = str(access.settings.get("username") or "")
    found = {f"@{handle} -is:retweet": us} if handle else {}
    return {**dict.fromkeys(queries(access.settings), searches), **found}


def keep(access: Access) -> int:
    """Add what is missing and delete what is no longer wanted; how many stand. Raises `BrokenError`."""
    asked = wanted(access)
    with Api(access, is_app=True) as x:
        body = x.ask("rules", "GET", PATH).body
        found = things(body.get("data") if isinstance(body, Mapping) else None)
        ours = {
            str(one.get("value")): str(one.get("id"))
            for one in found
            if one.get("tag") in tags(access)
        }
        old = [number for value, number in ours.items() if value not in asked]
        new = [{"value": value, "tag": tag} for value, tag in asked.items() if value not in ours]
        if old:
            x.ask("rules", "POST", PATH, json={"delete": {"ids": old}})
        if new:
            x.ask("rules", "POST", PATH, json={"add": new})
    return len(asked)
