"""One encrypted archive of everything this installation keeps, its restoring and its checking.

Words: an *archive* holds the database, the blobs, the secret key, and a list of all with their hashes. `kotacerdas
backup create | verify | restore` are its commands; other apps may call `queries.last`.
"""
