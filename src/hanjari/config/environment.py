"""Settings come from the environment; this page reads and documents each of them once.

`docs/operator.md` prints this table (a test keeps both equal).
"""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, its default as text and what it means."""

    name: str
    default: str
    meaning: str

    def text(self) -> str:
        """The value as the environment gives it, or the default."""
        return os.environ.get(self.name, self.default)

    def flag(self) -> bool:
        """True for 1, true, yes and on."""
        return self.text().strip().lower() in {"1", "true", "yes", "on"}

    def words(self) -> list[str]:
        """Comma-separated words, blanks dropped."""
        return [word.strip() for word in self.text().split(",") if word.strip()]


HOME = Setting(
    "HANJARI_HOME",
    "~/.hanjari",
    "The one folder that holds all state: database, keys, uploads, logs.",
)
URL = Setting(
    "HANJARI_URL",
    "http://127.0.0.1:8000",
    "The address at which people reach the desk; links in mails begin with it.",
)
HOSTS = Setting(
    "HANJARI_HOSTS",
    "",
    "More host names that may be used, comma-separated. The host of HANJARI_URL always may.",
)
PUBLIC_HOSTS = Setting(
    "HANJARI_PUBLIC_HOSTS",
    "",
    "Public pages at a host of their own: the company's slug and the address, comma-separated"
    " (hanbit=https://talk.hanbit.example). Nothing of the desk is answered there.",
)
DATABASE_URL = Setting(
    "DATABASE_URL", "", "postgresql://user:password@host:port/name. Empty: SQLite in HANJARI_HOME."
)
NATS_URL = Setting(
    "NATS_URL",
    "",
    "nats://host:4222, several with commas between: networks' streams go through NATS JetStream to"
    " any number of `hanjari ingest`. Empty: the worker sifts them itself.",
)
LANGUAGE = Setting(
    "HANJARI_LANGUAGE", "ko", "Language for readers who have not chosen one: ko or en."
)
TIME_ZONE = Setting(
    "HANJARI_TIME_ZONE", "Asia/Seoul", "Time zone for readers who have not chosen one."
)
MAIL_FROM = Setting("HANJARI_MAIL_FROM", "hanjari@localhost", "Sender of invitations and alarms.")
SMTP_URL = Setting(
    "HANJARI_SMTP_URL",
    "",
    "smtp://user:password@host:587 for invitations and alarms. Empty: they are only shown in the desk.",
)
DEBUG = Setting(
    "HANJARI_DEBUG", "0", "1 shows errors with their traces in the browser. Never in production."
)
LOG_LEVEL = Setting("HANJARI_LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR.")
PROXIES = Setting(
    "HANJARI_PROXIES",
    "0",
    "How many reverse proxies in front add X-Forwarded-For; log-in limits count the address it gives.",
)
ROUNDS = Setting(
    "HANJARI_ROUNDS_PER_MINUTE",
    "60",
    "How many people a minute each account tells when one text goes to many; networks count.",
)
LOG_FORMAT = Setting("HANJARI_LOG_FORMAT", "text", "text for people, json for machines.")
PRIVATE_NETWORKS = Setting(
    "HANJARI_ALLOW_PRIVATE_HOSTS",
    "",
    "Hosts on a private network that channels may reach, comma-separated (mail.corp.local).",
)
MEANING = Setting(
    "HANJARI_MEANING",
    "on",
    "off: new messages are not read a second time by their meaning. On, the worker grows by about"
    " 160 MB when it reads the first one.",
)

SETTINGS = [
    HOME,
    URL,
    HOSTS,
    PUBLIC_HOSTS,
    DATABASE_URL,
    NATS_URL,
    LANGUAGE,
    TIME_ZONE,
    MAIL_FROM,
    SMTP_URL,
    DEBUG,
    LOG_LEVEL,
    LOG_FORMAT,
    PROXIES,
    ROUNDS,
    PRIVATE_NETWORKS,
    MEANING,
]


def home() -> Path:
    """HANJARI_HOME as an absolute path; made on first use, readable by its owner alone."""
    path = Path(HOME.text()).expanduser().resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def public_homes() -> dict[str, str]:
    """By slug, the address of a public page that has a host of its own.

    Raises `ValueError` for what is no address, has a path, or is the desk's own host.
    """
    desk = urlsplit(URL.text()).hostname
    homes: dict[str, str] = {}
    for pair in PUBLIC_HOSTS.words():
        slug, _equals, address = pair.partition("=")
        home = address.strip().rstrip("/")
        parts = urlsplit(home)
        is_good = parts.scheme in ("http", "https") and parts.hostname not in (None, desk)
        if not slug.strip() or not is_good or parts.path or parts.query or home in homes.values():
            message = f"{PUBLIC_HOSTS.name}: {pair!r} is not slug=https://a.host.of.its.own"
            raise ValueError(message)
        homes[slug.strip()] = home
    return homes
