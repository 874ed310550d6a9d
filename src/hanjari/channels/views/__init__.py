"""Doors of the channels room: accounts for staff, forms and hooks for everybody."""
