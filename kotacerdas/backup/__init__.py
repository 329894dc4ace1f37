"""One encrypted archive of everything this installation keeps, its restoring and its checking.

Words: an *archive* holds the database, the blobs and a list of both with their hashes.
"""
