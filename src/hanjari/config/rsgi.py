"""The one door: granian's RSGI application; live updates at `/live`, pages everywhere else."""

from typing import Any, cast

from hanjari.config.bridge import Bridge, Pages
from hanjari.config.wsgi import application as wsgi
from hanjari.desk.live.door import PATH, LiveDoor

THREADS = 4
"""Pages at once in one process, at most: one that waits (a connection being tried) holds up no other."""

live = LiveDoor()
_pages = Bridge(cast("Pages", wsgi), THREADS)


async def application(scope: Any, proto: Any) -> None:
    """Choose the door by the path alone."""
    await (live if scope.path == PATH else _pages)(scope, proto)
