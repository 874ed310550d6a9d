"""What the pages of the inbox show, gathered for their templates; views render it."""
