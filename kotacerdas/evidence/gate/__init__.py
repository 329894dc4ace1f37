"""What foreign bytes pass before they come in, and the child processes in which they are opened."""
