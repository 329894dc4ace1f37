"""How files travel here: in pieces over weak lines, and by a link without an account."""
