"""A look at the network, and its lines until they have been read once."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from hanjari.channels import actions, queries, registry
from hanjari.channels.models import Account


def look(request: HttpRequest, account: Account) -> None:
    """Check now; the page that follows shows what was found."""
    lines = [asdict(line) for line in actions.check_account(account)]
    request.session[f"checks-{account.pk}"] = [
        {name: value if isinstance(value, bool) else str(value) for name, value in line.items()}
        for line in lines
    ]


def about(request: HttpRequest, account: Account) -> dict[str, Any]:
    """How the account is: its health, the lines of the last look (once), its public address."""
    return {
        "shown": queries.shown(account),
        "checks": list(request.session.pop(f"checks-{account.pk}", [])),
        "public_url": _public_url(account),
        "permit": queries.permit_of(account),
        "guidance": queries.guidance_for(registry.kind(account.kind), account),
        "past": queries.past_of(account),
        "stream": queries.stream_of(account),
    }


def _public_url(account: Account) -> str:
    """Where visitors write, for a web form; nothing for other kinds."""
    if account.kind != "webform":
        return ""
    return str(settings.PUBLIC_URL) + reverse("channels:open_form", args=[account.door])
