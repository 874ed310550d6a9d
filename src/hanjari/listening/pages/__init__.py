"""What the pages of the listening room show, gathered for their templates; views render it."""
