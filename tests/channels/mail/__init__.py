"""The mail kind against a real Dovecot and Postfix."""
