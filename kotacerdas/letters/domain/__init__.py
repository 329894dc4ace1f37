"""The rules of letters: numbering, the small markup, placeholders, addressees, signatures, scans. No Django."""
