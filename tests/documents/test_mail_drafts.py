"""Letters by e-mail: drafts that mail programs open, and addresses that cannot add a header."""

from __future__ import annotations

import email
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default

import pytest

from ecvet_office.documents.mail_drafts import Draft, draft_bytes, is_address

DRAFT = Draft(
    to="helene.dubois@lycee.example",
    name="Hélène Dubois",
    sender="mobility@college.example",
    subject="Documents à signer",
    body="Madame,\n\nvoilà l'accord, à signer.\n",
    language="fr-FR",
    attached=[("agreement.docx", b"PK-word"), ("scan.PDF", b"%PDF")],
)


def read(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_draft_says_that_it_is_not_sent_and_reads_back_as_it_was_written() -> None:
    message = read(draft_bytes(DRAFT))
    body = message.get_body()
    assert body is not None
    assert message["X-Unsent"] == "1"
    assert message["Date"] is None
    assert (message["To"], message["From"]) == ("Hélène Dubois <helene.dubois@lycee.example>", DRAFT.sender)
    assert message["Subject"] == DRAFT.subject
    assert body.get_content().replace("\r\n", "\n") == DRAFT.body
    assert body["Content-Language"] == "fr-FR"


def test_attachments_are_the_files_byte_for_byte() -> None:
    attached = list(read(draft_bytes(DRAFT)).iter_attachments())
    assert [(one.get_filename(), one.get_payload(decode=True)) for one in attached] == list(DRAFT.attached)
    assert [one.get_content_type() for one in attached][1] == "application/pdf"


def test_equal_letters_are_equal_bytes() -> None:
    assert draft_bytes(DRAFT) == draft_bytes(replace(DRAFT))


def test_every_line_ends_as_mail_programs_want_it() -> None:
    assert draft_bytes(DRAFT).count(b"\n") == draft_bytes(DRAFT).count(b"\r\n")


@pytest.mark.parametrize(
    "address",
    ["", "claire", "claire@lycee", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example", "A <a@b.example>"],
)
def test_what_is_no_single_address_is_left_for_the_sender_to_fill_in(address: str) -> None:
    assert not is_address(address)
    message = read(draft_bytes(replace(DRAFT, to=address, sender=address)))
    assert (message["To"], message["From"], message["Bcc"]) == (None, None, None)


def test_a_line_break_in_a_name_or_a_subject_adds_no_header() -> None:
    message = read(draft_bytes(replace(DRAFT, name="A\r\nBcc: x@y.example", subject="B\nBcc: x@y.example")))
    assert message["Bcc"] is None
    assert message["Subject"] == "B Bcc: x@y.example"
