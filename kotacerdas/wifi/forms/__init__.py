"""What a person may type about Wi-Fi points, and what narrows their list."""
