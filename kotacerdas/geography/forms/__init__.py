"""What people may type about outlines, places and people."""
