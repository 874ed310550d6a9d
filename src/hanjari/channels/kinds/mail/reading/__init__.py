"""Reading mail: raw RFC 822 bytes to envelopes, pure and never surprised."""

from hanjari.channels.kinds.mail.reading.envelopes import attachment, base_subject, envelope, parse
from hanjari.channels.kinds.mail.reading.parts import Part, leaves

__all__ = ["Part", "attachment", "base_subject", "envelope", "leaves", "parse"]
