"""The lists as tables: what leaves for Excel, csv and JSON, and what comes back from there."""
