"""Doors of the conversations room."""
