"""Makes an evidence pack: a ZIP that proves a round to somebody who does not have the system.

`gathering` reads what goes in, `index` sets the PDF, `archive` writes the bytes, `making` puts these together, and
`verify` is the program that lies in every pack and checks it; the command `kotacerdas evidence verify` runs the same.
"""
