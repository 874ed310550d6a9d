"""Imports: an archive on its way in. Files in HANJARI_HOME/imports, a plan, a survey, and batches.

The reading of each form is the archive kind's; what becomes of the envelopes is the affair of the
room above, which hands its keeper to `actions.advance_import`.
"""
