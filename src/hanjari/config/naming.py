"""Which organisation a command means: the named one, or the only one that there is."""

from hanjari.config.trouble import Trouble
from hanjari.people.models import Organisation


def organisation_named(slug: str, *, safe: str, remedy: str) -> Organisation:
    """By its slug; '' means the only one. Raises `Trouble`, which says what is safe and how to name one."""
    found = list(Organisation.objects.filter(**({"slug": slug} if slug else {}))[:20])
    if len(found) == 1:
        return found[0]
    names = ", ".join(Organisation.objects.values_list("slug", flat=True)[:20]) or "none yet"
    raise Trouble(f"Which organisation? There are: {names}.", safe=safe, remedy=remedy)
