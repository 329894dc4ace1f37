"""What stands on the maps of this app, and on tiles and paper."""
