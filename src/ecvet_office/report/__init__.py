"""What an evaluation says, as text, JSON, SARIF and CSV, and as the rows of the result sheets.

No colours and no screens here: what a shell may paint, it paints through a `Paint` that it hands over.
"""
