"""What a person may type while joining or signing in."""
