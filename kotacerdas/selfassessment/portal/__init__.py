"""What is brought to the ministry's portal by hand: texts to paste and files named by question, in the ministry's order."""
