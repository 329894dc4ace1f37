"""Rules of telling people things: when, how high a reminder climbs, what a mail server's answer means. No Django."""
