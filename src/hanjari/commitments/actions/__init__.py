"""Acts of the commitments room."""

from hanjari.commitments.actions.ending import end, revise, supersede
from hanjari.commitments.actions.making import (
    OwnVerifierError,
    accept,
    begin,
    decline,
    propose,
    publish,
    remark,
)
from hanjari.commitments.actions.proving import (
    NotTheVerifierError,
    may_verify,
    refuse_evidence,
    submit_evidence,
    verify,
)
from hanjari.commitments.actions.tracing import trace, trace_all, untrace_all

__all__ = [
    "NotTheVerifierError",
    "OwnVerifierError",
    "accept",
    "begin",
    "decline",
    "end",
    "may_verify",
    "propose",
    "publish",
    "refuse_evidence",
    "remark",
    "revise",
    "submit_evidence",
    "supersede",
    "trace",
    "trace_all",
    "untrace_all",
    "verify",
]
