"""Pages of this app: one's own notices, one's wishes, the way out by a link, and the deliveries of an office."""
