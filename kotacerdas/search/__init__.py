"""One search box over everything that registers, showing only what the reader may see."""
