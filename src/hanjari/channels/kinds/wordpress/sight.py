"""Who we are at the site, and how much of its comments this user may see (Roles and Capabilities)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, BrokenError
from hanjari.channels.kinds.wordpress.api import ME, Site, is_number, part

MODERATE, PUBLISH, UPLOAD, WRITE = (
    "moderate_comments",
    "publish_posts",
    "upload_files",
    "edit_posts",
)
FIELDS = (
    "id,post,parent,author,author_name,author_url,author_email,author_user_agent,"
    "date_gmt,content,link,status,type"
)
"""What is asked of a comment; no addresses of machines, no pictures."""


@dataclass(frozen=True, slots=True)
class Sight:
    """The user's id and name, and what it may do."""

    me: int
    name: str
    may: tuple[str, ...]

    @property
    def status(self) -> str:
        """Which comments are listed: held ones too, where the user may see them (WP_Comment_Query)."""
        return "all" if WRITE in self.may else "approve"

    @property
    def question(self) -> dict[str, Any]:
        """The parameters that show as much as this user may see."""
        asked = {"_fields": FIELDS, "context": "edit" if MODERATE in self.may else "view"}
        return {**asked, "type": "all"} if WRITE in self.may else asked


def look(site: Site) -> Sight:
    """Ask the site who we are. Raises `BrokenError`."""
    body = site.ask(ME, context="edit").body
    if not isinstance(body, Mapping) or not is_number(body.get("id")):
        raise BrokenError("garbled", _("The site sent something broken."))
    rights = part(body, "capabilities")
    may = tuple(one for one in (MODERATE, PUBLISH, UPLOAD, WRITE) if rights.get(one) is True)
    return Sight(body["id"], str(body.get("name") or body.get("username") or "?")[:100], may)


def known(access: Access) -> Sight | None:
    """What the last look found, when it was for the same user."""
    told = access.cursor.get("sight")
    is_ours = isinstance(told, list) and told[3:] == [access.settings.get("username")]
    return Sight(told[0], str(told[1]), tuple(map(str, told[2]))) if told and is_ours else None


def noted(access: Access, eyes: Sight) -> list[Any]:
    """As the cursor keeps it."""
    return [eyes.me, eyes.name, list(eyes.may), access.settings.get("username")]
