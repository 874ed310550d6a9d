"""Hanjari (한자리, "at one table"): a self-hosted corporate conversation desk.

Channels bring messages, we listen, we converse. Each folder below is one room of the house;
`docs/developer.md` shows the storeys and the rules that the checks enforce.
"""

__version__ = "0.1.0"
