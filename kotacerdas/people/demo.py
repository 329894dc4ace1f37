"""The demo's accounts."""
