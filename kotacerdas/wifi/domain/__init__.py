"""Rules of Wi-Fi points: spans of days, states, gaps, coordinates, antennas; no Django here."""
