"""What passes between pages and planner, and what the planner keeps; plain Python."""
