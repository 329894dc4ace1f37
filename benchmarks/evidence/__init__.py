"""The judged set of the evidence search, what fills its pile, and the engines measured beside ours."""
