"""Tests of the feed kind."""
