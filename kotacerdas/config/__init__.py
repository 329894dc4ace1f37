"""Wiring: settings, addresses, command line, supervisor. Nothing here knows a rule of the field."""
