"""A real WordPress of our own: Debian's packages, a database on a socket, PHP's own web server."""

from tests.servers.wordpress.site import Site, running_site, site

__all__ = ["Site", "running_site", "site"]
