"""Tasks on their way to the committees: what there is, what to look at, and each step."""
