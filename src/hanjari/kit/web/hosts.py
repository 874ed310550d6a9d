"""Where an organisation's public page lives: below the desk's address, or at a host of its own."""

from urllib.parse import urlsplit

from django.conf import settings


def public_home(slug: str) -> str:
    """The whole address of the page, with a slash at its end."""
    own = settings.PUBLIC_HOMES.get(slug)
    return f"{own}/" if own else f"{settings.PUBLIC_URL}/public/{slug}/"


def public_root(slug: str) -> str:
    """Where links inside the page begin: `/` at a host of its own."""
    return "/" if slug in settings.PUBLIC_HOMES else f"/public/{slug}/"


def public_origin(slug: str) -> str:
    """What stands before such a link in a mail or a feed."""
    return str(settings.PUBLIC_HOMES.get(slug) or settings.PUBLIC_URL)


def own_slug(host: str) -> str | None:
    """Whose page lives at this host (as a request names it, with or without a port); None at the desk's."""
    own: dict[str, str] = settings.PUBLIC_HOSTS
    if not own:
        return None
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:  # brackets that are no IPv6 address
        return None
    return own.get(name.rstrip("."))
