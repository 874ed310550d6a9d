"""Threads, on a simulator that speaks the Threads API as its documentation says."""
