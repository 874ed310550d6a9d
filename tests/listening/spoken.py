"""A network for tests: a payload is JSON, a list of messages in plain words."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from hanjari.channels.contract import Access, Capabilities, Raw, UnreadableError
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.models import Account, RawPayload

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)


def said(account: Account, external_id: str, text: str, **fields: Any) -> Envelope:
    """Haneul says something at noon."""
    fields.setdefault("sender", Sender("haneul", "하늘"))
    fields.setdefault("posted_at", NOON)
    return Envelope(account.pk, external_id, text=text, **fields)


class Spoken:
    """Reads what `payload` writes; a message may say `delete`, `edit`, `ours`, `by`, `at`."""

    slug = "spoken"
    name = "광장"
    seal = "광"
    capabilities = Capabilities(can_reply=True)

    def read(self, access: Access, raw: Raw) -> Sequence[Envelope]:
        try:
            rows = json.loads(raw.body)
        except ValueError as error:
            message = "not JSON"
            raise UnreadableError(message) from error
        return [
            Envelope(
                access.account_id,
                row["id"],
                datetime.fromisoformat(row["at"]) if "at" in row else NOON,
                Sender(row.get("by", "haneul"), row.get("name", "하늘")),
                row.get("text", ""),
                deletes=row.get("delete", False),
                edits=row.get("edit", False),
                is_ours=row.get("ours", False),
                extra={"key": row.get("key", "")},
            )
            for row in rows
        ]


def payload(account: Account, *rows: dict[str, Any] | str) -> RawPayload:
    """A waiting payload: the rows as JSON, or a string as it is."""
    first = rows[0]
    body = first if isinstance(first, str) else json.dumps(rows, ensure_ascii=False)
    return RawPayload.objects.create(
        account=account,
        digest=sha256(body.encode()).hexdigest(),
        body=body.encode(),
        hints={"part": "x"},
    )
