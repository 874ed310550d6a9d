"""A mail account's settings, as typed in the form, in a shape the rest of the folder works with."""

from dataclasses import dataclass

from hanjari.channels.contract import Access

GRACE = 600.0
"""Seconds after which a server that took a mail has surely put our own copy into our mailbox,
provided that it delivers at all: twice the first retry of Postfix and Exim (300 s)."""


@dataclass(frozen=True, slots=True)
class Server:
    """One server: where, how the line is protected (`tls`, `starttls`, `none`), and the login."""

    host: str
    port: int
    security: str
    user: str
    password: str
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Everything a mail account is told."""

    imap: Server
    smtp: Server
    address: str
    from_name: str
    own: tuple[str, ...]
    sent_folder: str
    history_days: int
    echoes: bool
    grace: float

    @classmethod
    def of(cls, access: Access) -> "MailSettings":
        """From an opened account."""
        told, secrets = access.settings, access.secrets
        address = str(told["address"]).lower()
        aliases = [one.strip().lower() for one in str(told.get("aliases", "")).split(",")]
        certificate = str(told.get("certificate", ""))
        user = str(told.get("user") or address)
        password = secrets.get("password", "")
        return cls(
            imap=Server(
                str(told["imap_host"]), int(told["imap_port"]), str(told["imap_security"]),
                user, password, certificate,
            ),
            smtp=Server(
                str(told["smtp_host"]), int(told["smtp_port"]), str(told["smtp_security"]),
                str(told.get("smtp_user") or user), secrets.get("smtp_password") or password,
                certificate,
            ),
            address=address,
            from_name=str(told.get("from_name", "")),
            own=tuple(one for one in (address, *aliases, *access.own_ids) if one),
            sent_folder=str(told.get("sent_folder", "")),
            history_days=int(told.get("history_days", 30)),
            echoes=bool(told.get("echoes", True)),
            grace=float(told.get("grace", GRACE)),
        )  # fmt: skip

    @property
    def domain(self) -> str:
        """The part behind the @ of our address; our message ids live there."""
        return self.address.rpartition("@")[2]

    def owns(self, address: str) -> bool:
        """Whether this is one of our addresses; an own entry `@hanbit.example` owns the domain."""
        return address in self.own or f"@{address.rpartition('@')[2]}" in self.own
