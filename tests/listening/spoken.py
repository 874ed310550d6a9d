"""A network for tests: a payload is JSON, a list of messages in plain words."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from hanjari.channels.contract import Access, Capabilities, Raw, UnreadableError
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.models import Account, RawPayload
from hanjari.journal.hearing import settle
from hanjari.listening import actions as listening
from hanjari.listening.models import Message

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)


def said(account: Account, external_id: str, text: str, **fields: Any) -> Envelope:
    """Haneul says something at noon."""
    fields.setdefault("sender", Sender("haneul", "하늘"))
    fields.setdefault("posted_at", NOON)
    return Envelope(account.pk, external_id, text=text, **fields)


def heard(account: Account, posts: Sequence[tuple[str, str]], begin: datetime) -> list[int]:
    """Posts of (author, text), a minute apart, are kept and folded; ids in the same order."""
    names = [f"{account.pk}-{begin}-{n}" for n in range(len(posts))]
    listening.keep(
        account,
        [
            said(
                account, name, text, sender=Sender(author, author),
                posted_at=begin + timedelta(minutes=n),
            )
            for n, (name, (author, text)) in enumerate(zip(names, posts, strict=True))
        ],
    )  # fmt: skip
    settle()
    while listening.fold_waiting():
        pass
    ids = dict(Message.objects.filter(account=account).values_list("external_id", "pk"))
    return [ids[name] for name in names]


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
