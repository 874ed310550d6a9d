"""Spikes: when more people speak than usual, said once per burst. Pure arithmetic on numpy, no database.

Only workers import it; a page reads the alarms that they left as rows.
"""

from hanjari.listening.spikes.series import alarms, scores
from hanjari.listening.spikes.watch import ALARM, Watch

__all__ = ["ALARM", "Watch", "alarms", "scores"]
