"""What the pages of this app say in sentences with figures in them."""
