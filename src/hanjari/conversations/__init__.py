"""Conversations: the inbox: threads, replies, assignment, clocks.

Owns: conversations, turns, notes, drafts, replies and approvals, clocks and targets, labels, macros.
Calls: people, journal, channels (the outbox), listening (messages).
Announces: conversation.*, reply.*, note.*, clock.*
"""
