"""The plan of an import: how the file is written, and which column says what."""

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

FORMS = ("csv", "jsonl", "mbox", "wxr")
TARGETS = (
    "text", "time", "id", "author", "name", "parent", "thread", "subject", "direction", "url",
)  # fmt: skip
"""What a column may be. Text and time are needed; the others only help."""
NEEDED = ("text", "time")


@dataclass(frozen=True, slots=True)
class Plan:
    """`columns` maps targets to the file's headers; `own` are author ids that are ours."""

    form: str = "csv"
    encoding: str = "utf-8"
    delimiter: str = ","
    headers: tuple[str, ...] = ()
    has_header: bool = True
    columns: dict[str, str] = field(default_factory=dict)
    zone: str = "Asia/Seoul"
    is_day_first: bool = False
    is_public: bool = True
    own: tuple[str, ...] = ()
    source: str = ""
    """Digest of the file as it was given, by which an import that was begun is found again."""

    @classmethod
    def of(cls, stored: dict[str, Any]) -> "Plan":
        """From an import's JSON; fields of another version are left out."""
        known = {entry.name: stored[entry.name] for entry in fields(cls) if entry.name in stored}
        lists = {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
        return cls(**{**known, **lists})

    def stored(self) -> dict[str, Any]:
        """As the import's JSON."""
        return asdict(self)

    def but(self, **changes: Any) -> "Plan":
        """The same with some things changed."""
        return replace(self, **changes)

    @property
    def is_table(self) -> bool:
        """Whether columns have to be named; mail and WordPress name theirs themselves."""
        return self.form in ("csv", "jsonl")

    @property
    def missing(self) -> tuple[str, ...]:
        """Needed targets that no column fills."""
        return tuple(name for name in NEEDED if self.is_table and not self.columns.get(name))
