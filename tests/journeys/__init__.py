"""Whole journeys in a real browser against a real server: few, each a story of somebody who wants something."""
