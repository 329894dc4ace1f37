"""Many cities out of files alone, here or on a cluster: what `wifi plan-all` computes. Nothing in here imports Django, so a worker of
a cluster needs only the code, numba and rasterio."""
