"""Files become units of text: page, slide, range of cells, run of paragraphs, picture.

Everything here runs in a child process (`sandbox`): it takes the path of a file, knows no Django, and answers JSON.
`files.read` gives the text that a file holds; what it marks with `wants_eyes` has none and is looked at one picture at
a time by `recognition.recognise`.
"""
