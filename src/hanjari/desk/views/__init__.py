"""Doors of the desk: the front page, errors in plain words."""
