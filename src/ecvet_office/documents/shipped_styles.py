"""The styles and settings of the shipped templates: as few as they need, each with a name that an author can change.

python-docx starts from a document with a hundred styles; ours replace all of them.
"""

from __future__ import annotations

from docx.document import Document
from lxml import etree
from lxml.etree import _Element as Element

from ecvet_office.documents.wordml import W

ACCENT, INK, QUIET, WARNING = "1F3864", "1A1A1A", "4A5568", "A61B1B"  # each at least 6:1 on white
PALE, BAND, LINE = "F1F4F9", "DCE4F0", "A9B4C4"

FONT = "Calibri"
SYMBOLS = "Segoe UI Symbol"  # Calibri has no boxes for ticks, and Word would take those of an East Asian font

LABEL, VALUE, HEADER_CELL, BAND_TEXT = "Form Label", "Form Value", "Form Header", "Form Band"
NOTE, CLAUSE, DRAFT_MARK, TICK = "Form Note", "Form Clause", "Draft Mark", "Tick"
QUIET_TEXT, SECOND_ON_ACCENT = "Second Language", "Second Language on Colour"
FORM_TABLE = "Form Table"

_STYLES = f"""<w:styles xmlns:w="{W}">
<w:docDefaults>
 <w:rPrDefault><w:rPr>
  <w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>
  <w:color w:val="{INK}"/><w:sz w:val="21"/><w:szCs w:val="21"/>
  <w:lang w:val="{{language}}" w:eastAsia="{{language}}" w:bidi="ar-SA"/>
 </w:rPr></w:rPrDefault>
 <w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="{{line}}" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
{{styles}}
</w:styles>"""

_COMPATIBILITY = "".join(
    f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
    for name, value in (
        ("compatibilityMode", 15),  # Word 2013 and later; anything less shows "Compatibility Mode" in the title bar
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
    )
)
_SETTINGS = f"""<w:settings xmlns:w="{W}">
<w:zoom w:percent="100"/>
<w:defaultTabStop w:val="709"/>
<w:characterSpacingControl w:val="doNotCompress"/>
<w:compat>{_COMPATIBILITY}</w:compat>
<w:themeFontLang w:val="{{language}}"/>
<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>
</w:settings>"""


def set_styles(document: Document, language: str, second: str = "") -> None:
    """Replaces the styles and settings of a new document.

    Args:
        document: as python-docx makes it.
        language: of the text, such as `en-GB`, for the spelling check and for readers that speak.
        second: of the text beside it; empty for a document in one language.
    """
    # Grey says "second language" in a document in two, so labels and notes of the first cannot be grey there; and they
    # are set a little tighter, so that a form in two languages keeps the number of its pages.
    forms = _form(INK, 18, 20, 10) if second else _form(QUIET, 19, 21, 14)
    styles = (
        _BUILT_IN
        + (_headings(130) if second else _headings(180))
        + forms
        + _CHARACTERS
        + (_second_language(second) if second else "")
        + _TABLES
    )
    line = 240 if second else 252  # 240 is single spacing
    _replace(document.styles.element, _STYLES.format(language=language, styles=styles, line=line))
    _replace(document.settings.element, _SETTINGS.format(language=language))


def _replace(element: Element, xml: str) -> None:
    """Puts the children of an XML text in the place of those of a part's root."""
    fresh = etree.fromstring(xml, element.getroottree().parser)
    for child in list(element):
        element.remove(child)
    for attribute in list(element.attrib):
        del element.attrib[attribute]
    element.extend(list(fresh))


def _paragraph(name: str, properties: str, run: str = "", *, based_on: str = "Normal", following: str = "") -> str:
    """Gives a paragraph style; its id is its name without blanks, as Word makes ids."""
    after = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/>{after}<w:qFormat/>'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _look(*, size: int = 0, colour: str = "", bold: bool = False) -> str:
    """Gives the properties of a run, in the order that the schema of Word wants; the size is in half points."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    tone = f'<w:color w:val="{colour}"/>' if colour else ""
    height = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    return weight + tone + height


_BUILT_IN = f"""
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>
 <w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
 <w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>
 <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>
 <w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>
 <w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>
{_paragraph("header", '<w:spacing w:after="0"/>')}
{
    _paragraph(
        "footer",
        f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{LINE}"/></w:pBdr>'
        '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs><w:spacing w:after="0"/>',
        _look(size=18, colour=QUIET),
    )
}
"""


def _headings(room: int) -> str:
    """Gives the styles of headings; the room above a section's heading is in twentieths of a point."""
    return "".join(
        (
            _paragraph(
                "Title",
                '<w:keepNext/><w:spacing w:before="160" w:after="0"/>',
                _look(size=44, colour=ACCENT, bold=True),
            ),
            _paragraph("Subtitle", '<w:keepNext/><w:spacing w:after="160"/>', _look(size=22, colour=QUIET)),
            _paragraph(
                "heading 1",
                f'<w:keepNext/><w:keepLines/><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="{ACCENT}"/>'
                f'</w:pBdr><w:spacing w:before="{room}" w:after="100"/><w:outlineLvl w:val="0"/>',
                _look(size=25, colour=ACCENT, bold=True),
                following="Normal",
            ),
        )
    )


def _form(label: str, small: int, size: int, room: int) -> str:
    """Gives the styles of a form's cells and clauses.

    LibreOffice sets the text of tables in the document's size and colour, whatever its character style says, unless
    the paragraph's style states both: so the style of values does.

    Args:
        label: the colour of labels and notes.
        small: their size, in half points.
        size: that of values, in half points.
        room: above and below each line, in twentieths of a point.
    """
    return "".join(
        (
            _paragraph(LABEL, f'<w:spacing w:before="{room}" w:after="{room}"/>', _look(size=small, colour=label)),
            _paragraph(VALUE, f'<w:spacing w:before="{room}" w:after="{room}"/>', _look(size=size, colour=INK)),
            _paragraph(
                HEADER_CELL,
                '<w:keepNext/><w:spacing w:before="30" w:after="30"/>',
                _look(size=19, colour="FFFFFF", bold=True),
            ),
            _paragraph(
                BAND_TEXT,
                '<w:keepNext/><w:spacing w:before="30" w:after="30"/>',
                _look(size=size, colour=ACCENT, bold=True),
            ),
            _paragraph(NOTE, '<w:spacing w:before="40" w:after="80"/>', _look(size=small, colour=label)),
            _paragraph(
                CLAUSE,
                f'<w:keepLines/><w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{ACCENT}"/></w:pBdr>'
                f'<w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/><w:spacing w:before="80" w:after="120"/>'
                '<w:ind w:left="227" w:right="113"/>',
            ),
            _paragraph(
                DRAFT_MARK,
                f'<w:pBdr><w:top w:val="single" w:sz="8" w:space="3" w:color="{WARNING}"/>'
                f'<w:bottom w:val="single" w:sz="8" w:space="3" w:color="{WARNING}"/></w:pBdr>'
                '<w:spacing w:after="120"/><w:jc w:val="center"/>',
                _look(size=26, colour=WARNING, bold=True),
            ),
        )
    )


_CHARACTERS = f"""
<w:style w:type="character" w:styleId="Tick"><w:name w:val="{TICK}"/>
 <w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>
 <w:rPr><w:rFonts w:ascii="{SYMBOLS}" w:hAnsi="{SYMBOLS}" w:eastAsia="{SYMBOLS}" w:cs="{SYMBOLS}"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/>
 <w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:semiHidden/>
 <w:rPr><w:color w:val="595959"/></w:rPr></w:style>
"""


def _second_language(language: str) -> str:
    """Gives the two styles of a second language: grey on white, and pale on the accent."""
    return "".join(
        f'<w:style w:type="character" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>'
        f'<w:rPr><w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="{colour}"/><w:sz w:val="18"/><w:szCs w:val="18"/>'
        f'<w:lang w:val="{language}"/></w:rPr></w:style>'
        for name, colour in ((QUIET_TEXT, QUIET), (SECOND_ON_ACCENT, BAND))
    )


_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_ROOM = "".join(
    f'<w:{edge} w:w="{width}" w:type="dxa"/>'
    for edge, width in (("top", 20), ("left", 96), ("bottom", 20), ("right", 96))
)
_TABLES = f"""
<w:style w:type="table" w:styleId="FormTable"><w:name w:val="{FORM_TABLE}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>
 <w:tblPr><w:tblBorders>{_EDGES}</w:tblBorders><w:tblCellMar>{_ROOM}</w:tblCellMar></w:tblPr></w:style>
"""
