"""The one door: granian's RSGI application for pages."""

from typing import cast

from hanjari.config.bridge import Bridge, Pages
from hanjari.config.wsgi import application as pages

THREADS = 4
"""Pages in work at once in one process: a slow one (a connection being tried) holds up no other."""

application = Bridge(cast("Pages", pages), THREADS)
