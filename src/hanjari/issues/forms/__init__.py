"""What may come in at the doors of the issues room."""

from hanjari.issues.forms.room import (
    CallOffForm,
    ClockForm,
    DecisionForm,
    FactForm,
    HandOverForm,
    OwnForm,
    PassForm,
    ReasonForm,
    SeatForm,
    StanceForm,
    TaskForm,
    UnknownForm,
)
from hanjari.issues.forms.seat_rules import SeatRuleForm

__all__ = [
    "CallOffForm",
    "ClockForm",
    "DecisionForm",
    "FactForm",
    "HandOverForm",
    "OwnForm",
    "PassForm",
    "ReasonForm",
    "SeatForm",
    "SeatRuleForm",
    "StanceForm",
    "TaskForm",
    "UnknownForm",
]
