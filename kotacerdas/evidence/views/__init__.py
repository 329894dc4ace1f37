"""Pages of evidence, by what people do on them."""
