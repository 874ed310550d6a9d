"""The one door: granian's RSGI application; live updates at `/live`, drawn sheets, pages everywhere else."""

from typing import Any, cast

from hanjari.config.bridge import Bridge, Pages
from hanjari.config.wsgi import application as wsgi
from hanjari.desk.live.door import PATH, LiveDoor
from hanjari.kit.web.hosts import own_slug
from hanjari.public.door import PREFIX, OpenDoor

THREADS = 4
"""Pages at once in one process, at most: one that waits (a connection being tried) holds up no other."""

live = LiveDoor()
_open = OpenDoor()
_pages = Bridge(cast("Pages", wsgi), THREADS)


async def application(scope: Any, proto: Any) -> None:
    """Choose the door by the path alone; at a public page's own host there is nothing live."""
    own = own_slug(scope.headers.get("host") or scope.authority or "")
    path = f"{PREFIX}{own}{scope.path}" if own else scope.path
    if path.startswith(PREFIX) and (found := await _open.sheet(scope, path, own)):
        _open.answer(found, scope, proto)
        return
    await (live if scope.path == PATH and not own else _pages)(scope, proto)
