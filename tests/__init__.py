"""What no single app owns."""
