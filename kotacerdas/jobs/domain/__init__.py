"""Rules of background work without a database: when to try again, when a schedule is due."""
