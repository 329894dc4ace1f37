"""The clock of the law and the states of a request."""
