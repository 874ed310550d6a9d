"""Doors of the issues room."""
