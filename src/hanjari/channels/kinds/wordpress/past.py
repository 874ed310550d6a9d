"""What was said before the site was connected, read apart."""

from collections.abc import Iterator
from typing import Any

from hanjari.channels.contract import Access, Catch
from hanjari.channels.kinds.wordpress import pulling, sight
from hanjari.channels.kinds.wordpress.api import Site
from hanjari.channels.kinds.wordpress.pages import pages


def backfill(access: Access) -> Iterator[Catch]:
    """Comments older than the first pull, newest first; goes on where it was. Raises `BrokenError`."""
    past: dict[str, Any] = {**access.past}
    floor = int(access.cursor.get("floor") or 0)
    if not floor or past.get("done"):
        yield Catch((), {**past, "done": True})
        return
    offset, below = int(past.get("offset") or 0), int(past.get("below") or floor)
    with Site(access) as site:
        eyes = sight.known(access) or sight.look(site)
        errand = pulling.Errand(site, eyes, {})
        for page in pages(site, eyes, offset=offset, below=below):
            past["offset"] = page.next_offset or offset
            past["below"] = page.oldest or past.get("below", below)
            memory = {"watch": {}, "titles": dict(past.get("titles", {}))}
            for catch in pulling.news(errand, memory, page):
                past["titles"] = memory["titles"]
                yield Catch(catch.payloads, dict(past), is_last=False)
    past["done"] = True
    yield Catch((), past)
