"""Ways out of the outbox: a mail server, channels of groups through Apprise, files in the demo."""
