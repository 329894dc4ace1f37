"""What is found by: words and vectors of every passage, beside the blobs, to be thrown away and made anew at any time."""
