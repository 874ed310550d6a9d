"""The journal writes down what the rooms below it announce."""

from hanjari.journal.actions import record
from hanjari.kit.announce import heard_by

heard_by(record)
