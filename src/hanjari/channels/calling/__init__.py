"""Calling a network's API; kinds say `from hanjari.channels.calling import Line`."""

from hanjari.channels.calling.attachments import Attachment, attachments
from hanjari.channels.calling.consent import code_of, ends, exchange, question
from hanjari.channels.calling.faults import Fault, retry_after, usual_fault
from hanjari.channels.calling.line import Answer, Line, Manners

__all__ = [
    "Answer",
    "Attachment",
    "Fault",
    "Line",
    "Manners",
    "attachments",
    "code_of",
    "ends",
    "exchange",
    "question",
    "retry_after",
    "usual_fault",
]
