"""Naver's search, simulated from its documentation."""
