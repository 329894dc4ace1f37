"""The tag that puts a discussion on a page."""
