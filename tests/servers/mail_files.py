"""The configuration files of the test mail server, written into its folder."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from tests.servers.certificates import write_certificate


@dataclass(frozen=True)
class Plan:
    """Where everything listens, and who has a mailbox; `full` holds only a kilobyte."""

    folder: Path
    imap_port: int
    imaps_port: int
    smtp_port: int
    submission_port: int
    submissions_port: int
    lmtp_port: int
    auth_port: int
    addresses: tuple[str, ...]
    full: str
    password: str


def prepare(plan: Plan) -> None:
    """Write everything that Dovecot and Postfix need to start."""
    folder = plan.folder
    folder.chmod(0o755)
    write_certificate(folder / "cert.pem", folder / "key.pem")
    mail = folder / "mail"
    mail.mkdir()
    owner = pwd.getpwnam("mail")
    os.chown(mail, owner.pw_uid, owner.pw_gid)
    (folder / "users").write_text(
        "".join(
            f"{address}:{{PLAIN}}{plan.password}::::::userdb_quota_rule=*:storage="
            f"{'1K' if address == plan.full else '500M'}\n"
            for address in plan.addresses
        )
    )
    (folder / "dovecot.conf").write_text(_dovecot(plan))
    (folder / "postfix").mkdir()
    (folder / "queue").mkdir()
    (folder / "postfix" / "main.cf").write_text(_main_cf(plan))
    (folder / "postfix" / "master.cf").write_text(_master_cf(plan))
    (folder / "postfix" / "boxes").write_text("".join(f"{name} yes\n" for name in plan.addresses))
    data = folder / "postfix-data"
    data.mkdir()
    postfix = pwd.getpwnam("postfix")
    os.chown(data, postfix.pw_uid, postfix.pw_gid)


def _dovecot(plan: Plan) -> str:
    folder = plan.folder
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
    port = {plan.imap_port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {plan.imaps_port}
    ssl = yes
  }}
}}
service imap {{
  service_count = 0
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {plan.lmtp_port}
  }}
}}
service auth {{
  inet_listener {{
    address = 127.0.0.1
    port = {plan.auth_port}
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


def _main_cf(plan: Plan) -> str:
    folder = plan.folder
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
recipient_delimiter = +
virtual_mailbox_domains = hanbit.example customer.example
virtual_mailbox_maps = texthash:{folder}/postfix/boxes
virtual_transport = lmtp:inet:127.0.0.1:{plan.lmtp_port}
smtpd_tls_cert_file = {folder}/cert.pem
smtpd_tls_key_file = {folder}/key.pem
smtpd_tls_security_level = may
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{plan.auth_port}
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


def _master_cf(plan: Plan) -> str:
    login = "  -o smtpd_sasl_auth_enable=yes -o smtpd_tls_auth_only=yes -o mynetworks="
    inet = {
        str(plan.smtp_port): "",
        str(plan.submission_port): f"{login} -o smtpd_client_restrictions="
        "permit_sasl_authenticated,reject -o smtpd_tls_security_level=encrypt",
        str(plan.submissions_port): f"{login} -o smtpd_client_restrictions="
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
