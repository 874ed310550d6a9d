"""Questions of the channels room: for members (authorised) and for the worker (due)."""

from hanjari.channels.queries.accounts import (
    account_at,
    account_for,
    account_pushed_to,
    accounts_for,
    ailing_accounts,
    deliveries_for,
    delivery_for,
)
from hanjari.channels.queries.acts import latest_acts
from hanjari.channels.queries.brakes import (
    held_deliveries,
    held_delivery_for,
    held_since,
    left_behind,
    open_brake_for,
    open_brakes,
)
from hanjari.channels.queries.due import (
    due_accounts,
    due_acts,
    due_deliveries,
    due_looks,
    first_acts,
    first_deliveries,
    renewable_accounts,
    waiting_accounts,
)
from hanjari.channels.queries.guides import Guidance, guidance_for
from hanjari.channels.queries.health import Health, health_of
from hanjari.channels.queries.imports import archives_for, due_imports, import_for, imports_for
from hanjari.channels.queries.past import Past, due_look_backs, has_news_waiting, past_of
from hanjari.channels.queries.permissions import Permit, permit_of, redirect_uri
from hanjari.channels.queries.showing import (
    Shown,
    connectable,
    connectable_or_404,
    is_name_taken,
    shown,
    unsent,
)
from hanjari.channels.queries.spending import about_spending, dollars, metered
from hanjari.channels.queries.streams import (
    Heard,
    behind_streams,
    due_streams,
    living_hands,
    stream_of,
)
from hanjari.channels.queries.unheard import LONGEST_PAUSE, Span, unheard_spans

__all__ = [
    "LONGEST_PAUSE",
    "Guidance",
    "Health",
    "Heard",
    "Past",
    "Permit",
    "Shown",
    "Span",
    "about_spending",
    "account_at",
    "account_for",
    "account_pushed_to",
    "accounts_for",
    "ailing_accounts",
    "archives_for",
    "behind_streams",
    "connectable",
    "connectable_or_404",
    "deliveries_for",
    "delivery_for",
    "dollars",
    "due_accounts",
    "due_acts",
    "due_deliveries",
    "due_imports",
    "due_look_backs",
    "due_looks",
    "due_streams",
    "first_acts",
    "first_deliveries",
    "guidance_for",
    "has_news_waiting",
    "health_of",
    "held_deliveries",
    "held_delivery_for",
    "held_since",
    "import_for",
    "imports_for",
    "is_name_taken",
    "latest_acts",
    "left_behind",
    "living_hands",
    "metered",
    "open_brake_for",
    "open_brakes",
    "past_of",
    "permit_of",
    "redirect_uri",
    "renewable_accounts",
    "shown",
    "stream_of",
    "unheard_spans",
    "unsent",
    "waiting_accounts",
]
