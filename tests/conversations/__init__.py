"""Tests of the conversations room."""
