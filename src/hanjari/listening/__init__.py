"""Listening: what people said, who they are, and how to find it again.

Owns: messages, authors and persons, merges, tombstones, sealed originals, hourly counts, search,
    who moved first.
Calls: channels (raw payloads), language, journal, people.
Announces: messages.arrived, message.edited, message.erased, person.merged, person.split,
    person.erased, original.seen, payload.reread, messages.heard_again,
    authors.named, press.chosen
"""
