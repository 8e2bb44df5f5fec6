"""Texts in XML and back.

The standard library's functions for this load its network clients too, for which every command would wait.
"""

from __future__ import annotations


def as_xml(text: str) -> str:
    """Gives a text as it stands between two tags.

    >>> as_xml("a < b & c")
    'a &lt; b &amp; c'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_attribute(text: str) -> str:
    """Gives a text as the value of an attribute, in double quotes.

    Line breaks and tabs are written as references, as an XML parser reads them back as spaces otherwise.

    >>> as_attribute('5" wide')
    '"5&quot; wide"'
    """
    inner = as_xml(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    return f'"{inner}"'


def from_xml(text: str) -> str:
    """Gives the text for which XML stands that names no characters but by the five names of the language itself.

    >>> from_xml("&amp;lt; &quot;")
    '&lt; "'
    """
    plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
    return plain.replace("&amp;", "&")  # last, or what it yields would be taken for the start of a name
