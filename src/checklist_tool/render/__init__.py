"""Handbooks and pages, composed once and filled into templates/."""
