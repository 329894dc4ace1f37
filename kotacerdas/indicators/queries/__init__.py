"""Reads that pages, the command line and other apps share."""
