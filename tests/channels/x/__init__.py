"""X, on a simulator that speaks API v2 as docs.x.com describes it."""
