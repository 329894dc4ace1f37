"""Rules about archives: what they say of themselves, whether they are whole, which old ones go; no Django."""
