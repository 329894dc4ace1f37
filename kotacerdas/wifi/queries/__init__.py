"""Reads that pages and other apps share: points on a day, how each stands, contracts, gaps."""
