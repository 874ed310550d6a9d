"""Where the rows live: SQLite in HANJARI_HOME, or PostgreSQL by DATABASE_URL alone."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def database(url: str, home: Path) -> dict[str, Any]:
    """Django's description of the store. Raises `ValueError` for a URL of another kind."""
    if not url:
        return sqlite(home / "hanjari.sqlite3")
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        message = f"DATABASE_URL begins with {parts.scheme!r}; only postgresql:// is known"
        raise ValueError(message)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(path: Path) -> dict[str, Any]:
    """WAL, foreign keys, one writer at a time: a transaction takes its lock when it begins.

    NORMAL may lose the last commits on a power cut, never corrupt; 20 s is longer than any batch.
    """
    return {
        "ENGINE": "hanjari.kit.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                " PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000; PRAGMA mmap_size=268435456;"
            ),
        },
        "TEST": {"NAME": ":memory:"},
    }
