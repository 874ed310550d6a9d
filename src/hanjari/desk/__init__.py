"""Desk: the staff's front page: today, live updates, settings, audit.

Owns: no rows; the shell around the rooms below.
Calls: every room below.
Announces: nothing.
"""
