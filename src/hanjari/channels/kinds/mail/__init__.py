"""Mail: IMAP and SMTP; threads by Message-ID, quoted history folded, auto-replies never answered."""

from hanjari.channels.kinds.mail.kind import Mail

KIND = Mail()
