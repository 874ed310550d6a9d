"""A pretend Meta, which the tests of Facebook and Instagram share."""
