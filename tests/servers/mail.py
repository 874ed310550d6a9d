"""Dovecot and Postfix of our own: real mail that never leaves the machine.

Postfix takes mail on `smtp_port` from anybody for the local addresses and on `submission_port`
from those who log in (SASL by Dovecot); it hands everything to Dovecot's LMTP. Any other address
bounces (`default_transport=error:`).
"""

import atexit
import imaplib
import os
import pwd
import shutil
import signal
import smtplib
import ssl
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from tests.servers.certificates import write_certificate
from tests.servers.ports import absent, await_port, free_ports, need

PASSWORD = "hanjari-mail-2011"
DESK = "desk@hanbit.example"
COLLEAGUE = "jiho@hanbit.example"
HANEUL = "haneul@customer.example"
FULL = "full@customer.example"
ADDRESSES = (DESK, COLLEAGUE, HANEUL, FULL, "kill@hanbit.example")


@dataclass(frozen=True)
class MailServer:
    """Where it listens, and the few things a test does as somebody else's mail client."""

    folder: Path
    imap_port: int
    imaps_port: int
    smtp_port: int
    submission_port: int
    submissions_port: int

    @property
    def certificate(self) -> str:
        """The self-made certificate (PEM), for those who choose to trust it."""
        return (self.folder / "cert.pem").read_text()

    def settings(self, address: str = DESK, **more: object) -> dict[str, object]:
        """An account's settings, as the connecting form gives them."""
        return {
            "address": address,
            "from_name": "한빛 고객응대",
            "imap_host": "127.0.0.1",
            "imap_port": self.imap_port,
            "imap_security": "starttls",
            "smtp_host": "127.0.0.1",
            "smtp_port": self.submission_port,
            "smtp_security": "starttls",
            "certificate": self.certificate,
            "grace": 0.5,
            **more,
        }

    @contextmanager
    def stuck(self) -> Iterator[None]:
        """Mail is taken but not delivered: Postfix's queue manager stands still."""
        (pid,) = self._children("qmgr")
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def _children(self, name: str) -> list[int]:
        master = int((self.folder / "queue" / "pid" / "master.pid").read_text())
        told = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return [int(pid) for pid in told if Path(f"/proc/{pid}/comm").read_text().strip() == name]

    def deliver(self, message: EmailMessage | bytes, to: str = DESK, sender: str = HANEUL) -> None:
        """Hand a mail to Postfix as the outside world does: no login."""
        body = message if isinstance(message, bytes) else message.as_bytes()
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=20) as smtp:
            smtp.sendmail(sender, [to], body)

    @contextmanager
    def mailbox(self, user: str = DESK, folder: str = "INBOX") -> Iterator[imaplib.IMAP4]:
        """An ordinary IMAP client, logged in, standing in a folder."""
        client = imaplib.IMAP4("127.0.0.1", self.imap_port, timeout=20)
        client.starttls(ssl.create_default_context(cadata=self.certificate))
        client.login(user, PASSWORD)
        client.select(folder)
        try:
            yield client
        finally:
            client.logout()

    def mails(self, user: str = DESK, folder: str = "INBOX") -> list[bytes]:
        """Every mail in a folder, oldest first."""
        with self.mailbox(user, folder) as client:
            found = client.uid("SEARCH", "ALL")[1][0].split()
            return [client.uid("FETCH", uid, "(BODY.PEEK[])")[1][0][1] for uid in found]

    def empty(self, user: str) -> None:
        """Remove all mail and all folders of a mailbox, as if newly made."""
        subprocess.run(
            [
                "doveadm", "-c", self.folder / "dovecot.conf", "expunge", "-u", user,
                "mailbox", "*", "all",
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip

    def renumber(self, user: str, folder: str = "INBOX") -> None:
        """Give a folder a new UIDVALIDITY, as a restored or migrated server does."""
        path = self.folder / "mail" / user
        inside = path if folder == "INBOX" else path / f".{folder}"
        (inside / "dovecot-uidlist").unlink()
        for index in inside.glob("dovecot.index*"):
            index.unlink()


@contextmanager
def running_mail_server() -> Iterator[MailServer]:
    """Dovecot and Postfix, started and stopped with the block."""
    need("dovecot", "doveadm", "postfix")
    if os.geteuid() != 0:
        absent("Postfix starts only as root")
    folder = Path(tempfile.mkdtemp(prefix="hjmail"))
    server = MailServer(folder, *free_ports(5))
    lmtp_port, auth_port = free_ports(2)
    started: list[subprocess.Popen[bytes]] = []
    try:
        _prepare(server, lmtp_port, auth_port)
        started.append(_start(folder, "dovecot", "-F", "-c", str(folder / "dovecot.conf")))
        started.append(_start(folder, "postfix", "-c", str(folder / "postfix"), "start-fg"))
        for port in (server.imap_port, lmtp_port, server.smtp_port, server.submission_port):
            await_port(port)
        yield server
    finally:
        for one in reversed(started):
            one.terminate()
        for one in started:
            one.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


@cache
def mail_server() -> MailServer:
    """One mail server for the whole run, started at its first use and stopped at the run's end."""
    running = running_mail_server()
    server = running.__enter__()
    atexit.register(running.__exit__, None, None, None)
    return server


def _start(folder: Path, *command: str) -> "subprocess.Popen[bytes]":
    with (folder / f"{command[0]}.out").open("wb") as out:
        return subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL)


def _prepare(server: MailServer, lmtp_port: int, auth_port: int) -> None:
    folder = server.folder
    folder.chmod(0o755)
    write_certificate(folder / "cert.pem", folder / "key.pem")
    mail = folder / "mail"
    mail.mkdir()
    owner = pwd.getpwnam("mail")
    os.chown(mail, owner.pw_uid, owner.pw_gid)
    (folder / "users").write_text(
        "".join(
            f"{address}:{{PLAIN}}{PASSWORD}::::::userdb_quota_rule=*:storage="
            f"{'1K' if address == FULL else '500M'}\n"
            for address in ADDRESSES
        )
    )
    (folder / "dovecot.conf").write_text(_dovecot(server, lmtp_port, auth_port))
    (folder / "postfix").mkdir()
    (folder / "queue").mkdir()
    (folder / "postfix" / "main.cf").write_text(_main_cf(folder, lmtp_port, auth_port))
    (folder / "postfix" / "master.cf").write_text(_master_cf(server))
    (folder / "postfix" / "boxes").write_text("".join(f"{name} yes\n" for name in ADDRESSES))
    data = folder / "postfix-data"
    data.mkdir()
    postfix = pwd.getpwnam("postfix")
    os.chown(data, postfix.pw_uid, postfix.pw_gid)


def _dovecot(server: MailServer, lmtp_port: int, auth_port: int) -> str:
    folder = server.folder
    return f"""
protocols = imap lmtp
base_dir = {folder}/run
log_path = {folder}/dovecot.log
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
first_valid_uid = 1
mail_uid = mail
mail_gid = mail
mail_location = maildir:{folder}/mail/%u
mail_plugins = $mail_plugins quota
mail_max_userip_connections = 200
protocol imap {{
  mail_plugins = $mail_plugins imap_quota
}}
plugin {{
  quota = maildir:User quota
}}
passdb {{
  driver = passwd-file
  args = username_format=%u {folder}/users
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {folder}/users
  default_fields = uid=mail gid=mail home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
  mailbox Junk {{
    auto = create
    special_use = \\Junk
  }}
}}
service imap-login {{
  process_min_avail = 1
  service_count = 0
  inet_listener imap {{
    address = 127.0.0.1
    port = {server.imap_port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {server.imaps_port}
    ssl = yes
  }}
}}
service imap {{
  service_count = 0
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp_port}
  }}
}}
service auth {{
  inet_listener {{
    address = 127.0.0.1
    port = {auth_port}
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
"""


def _main_cf(folder: Path, lmtp_port: int, auth_port: int) -> str:
    return f"""
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/postfix-data
maillog_file = {folder}/maillog
maillog_file_prefixes = {folder}
myhostname = mail.hanbit.example
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
default_transport = error:no mail leaves this machine
relay_transport = error:no mail leaves this machine
smtp_dns_support_level = disabled
virtual_mailbox_domains = hanbit.example customer.example
virtual_mailbox_maps = texthash:{folder}/postfix/boxes
virtual_transport = lmtp:inet:127.0.0.1:{lmtp_port}
smtpd_tls_cert_file = {folder}/cert.pem
smtpd_tls_key_file = {folder}/key.pem
smtpd_tls_security_level = may
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth_port}
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_client_connection_rate_limit = 0
smtpd_client_connection_count_limit = 0
smtpd_peername_lookup = no
message_size_limit = 30000000
alias_maps =
alias_database =
local_recipient_maps =
lmtp_destination_concurrency_limit = 20
in_flow_delay = 0
smtpd_error_sleep_time = 0
"""


def _master_cf(server: MailServer) -> str:
    login = "  -o smtpd_sasl_auth_enable=yes -o smtpd_tls_auth_only=yes -o mynetworks="
    inet = {
        str(server.smtp_port): "",
        str(server.submission_port): f"{login} -o smtpd_client_restrictions="
        "permit_sasl_authenticated,reject -o smtpd_tls_security_level=encrypt",
        str(server.submissions_port): f"{login} -o smtpd_client_restrictions="
        "permit_sasl_authenticated,reject -o smtpd_tls_wrappermode=yes",
    }
    lines = [f"127.0.0.1:{port} inet n - n - - smtpd\n{more}" for port, more in inet.items()]
    for name in ("cleanup", "bounce", "defer", "trace", "flush", "error", "retry", "lmtp"):
        program = {"defer": "bounce", "trace": "bounce", "retry": "error"}.get(name, name)
        public = "n" if name in {"cleanup", "flush"} else "-"
        lines.append(f"{name} unix {public} - n - 0 {program}")
    lines += [
        "rewrite unix - - n - - trivial-rewrite",
        "qmgr unix n - n 300 1 qmgr",
        "pickup unix n - n 60 1 pickup",
        "tlsmgr unix - - n 1000? 1 tlsmgr",
        "anvil unix - - n - 1 anvil",
        "proxymap unix - - n - - proxymap",
        "scache unix - - n - 1 scache",
        "showq unix n - n - - showq",
        "postlog unix-dgram n - n - 1 postlogd",
    ]
    return "\n".join(lines) + "\n"
