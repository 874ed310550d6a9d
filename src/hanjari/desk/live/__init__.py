"""Live updates: one stream of server-sent events per open page, without Django's middleware.

A page asks for a ticket (60 s), opens `/live` with it, and is told which conversations moved and
who is writing: ids and event names, never a word of content. What the page then shows, it fetches
through the ordinary doors, which authorise as always.
"""
