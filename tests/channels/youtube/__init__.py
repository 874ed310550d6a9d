"""YouTube, on a simulator that speaks the Data API v3 as its documentation says."""
