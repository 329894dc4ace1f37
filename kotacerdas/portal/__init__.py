"""The front door: the home page, made of what the apps below offer. It has no tables; nobody may call it."""
