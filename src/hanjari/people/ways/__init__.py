"""The ways by which a call leaves the house: what is said on each, and what its answer means."""
