"""Tests of the issues room."""
