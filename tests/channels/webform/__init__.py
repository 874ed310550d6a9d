"""Tests of the web form kind."""
