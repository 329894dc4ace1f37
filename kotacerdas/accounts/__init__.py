"""Joining and signing in: second factors, sessions, invitations, deputies and acting officers.

Words: an *invitation* is a link or code with an end; a *deputy* (Plt, Plh) acts for an officer between two days.
"""
