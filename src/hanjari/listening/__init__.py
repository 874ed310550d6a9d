"""Listening: what people said, who they are, and how to find it again.

Owns: messages, authors and persons, tombstones, hourly counts, search.
Calls: channels (raw payloads), language, journal.
Announces: messages.arrived, message.edited, message.erased, person.merged
"""
