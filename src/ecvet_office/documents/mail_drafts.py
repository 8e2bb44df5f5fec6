"""Letters by e-mail as drafts: files that a mail program opens, for a person to read, change and send."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

ADDRESS = re.compile(r"[!-?A-~]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
NOT_IN_AN_ADDRESS = set('()<>[]:;,\\"')
DOCX = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")
TYPES = {".docx": DOCX, ".pdf": ("application", "pdf")}


@dataclass(frozen=True, slots=True)
class Draft:
    """What a letter by e-mail says.

    Attributes:
        to: the address; empty for whoever sends it to fill in.
        name: whose address it is.
        sender: the address of who is to send it; empty for the mail program's own.
        subject: its subject, in one line.
        body: its text.
        language: the tag of its language, such as `fr-FR`.
        attached: names and contents of files, `.docx` or `.pdf`.
    """

    to: str
    name: str
    sender: str
    subject: str
    body: str
    language: str
    attached: Sequence[tuple[str, bytes]] = ()


def is_address(text: str | None) -> bool:
    """Whether a text is an address to which a mail program can send.

    >>> is_address("claire@lycee.example"), is_address("claire at lycee"), is_address("a@b.fr, c@d.fr")
    (True, False, False)
    """
    return bool(text and ADDRESS.fullmatch(text) and not set(text) & NOT_IN_AN_ADDRESS)


def draft_bytes(draft: Draft) -> bytes:
    """Gives a letter as the file `.eml` that mail programs open; equal letters are equal bytes.

    It has neither a day nor a number of its own: the mail program gives it both when it is sent.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"  # Outlook opens such a file as a draft, with a button to send it
    if is_address(draft.sender):
        message["From"] = draft.sender
    if is_address(draft.to):
        message["To"] = Address(_one_line(draft.name), addr_spec=draft.to)
    message["Subject"] = _one_line(draft.subject)
    message.set_content(draft.body, cte="base64")  # whatever its letters, no program on the way breaks its lines
    message["Content-Language"] = draft.language
    for name, data in draft.attached:
        kind, subtype = TYPES[name[name.rindex(".") :].casefold()]
        message.add_attachment(data, maintype=kind, subtype=subtype, filename=name)
    if draft.attached:
        mark = hashlib.sha256(b"\0".join([draft.body.encode(), *(data for _, data in draft.attached)])).hexdigest()
        message.set_boundary(f"=_ecvet_{mark[:32]}")
    return message.as_bytes()


def _one_line(text: str) -> str:
    """Gives a text without line breaks and other marks that would begin a new header."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
