"""Channels: where messages come in and go out; one complete folder per network under `kinds/`.

Owns: accounts, raw payloads, the outbox (deliveries), imports, channel health.
Calls: people, journal.
Announces: account.*, delivery.*, import.*
"""
