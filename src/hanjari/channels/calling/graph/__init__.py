"""Meta's Graph API: what Facebook and Instagram share, because they are two doors of one house.

Kinds may not know each other; what the networks of one family have in common lies here, below them:
version and proof of secret, errors and limits, pages, webhooks, consent, direct messages. Nothing
here knows a kind.
"""

from hanjari.channels.calling.graph.api import BASE, VERSION, Graph, opened, proof, speaker

__all__ = ["BASE", "VERSION", "Graph", "opened", "proof", "speaker"]
