"""Boards at the committees' offices: how each stands, its steps, and rounds of inspection."""
