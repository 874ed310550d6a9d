"""Issues: something went wrong: the committee, its room, and its statements.

Owns: issues and what belongs to them, levels, seats, facts, decisions, tasks, clocks, statements.
Calls: people (calls), journal, channels (the outbox), listening, conversations, commitments.
Announces: issue.*, seat.*, fact.*, decision.*, statement.*
"""
