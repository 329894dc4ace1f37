"""What pages show, as files: exactly their rows."""
