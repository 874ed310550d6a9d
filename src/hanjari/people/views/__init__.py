"""Doors of the people room, by noun."""
