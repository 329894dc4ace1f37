"""What a person types about scenarios and their candidates."""
