"""Config: settings, root urls, the web doors, the worker's wiring, the `hanjari` command.

Owns: how the house is started.
Calls: every room.
Announces: nothing.
"""
