"""Pages of the public Wi-Fi."""
