"""The parts of the kitchen workbook that no library writes: pivot table, slicer, threaded comments, and the like."""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
X15 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
THREADED = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"

UNITS, PIVOT, ARRAYS = (f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3))
BOOK = "xl/workbook.xml"
PERSON = "{6A2E1B84-3F9E-4F7B-9E51-0B9F8E0A5E01}"
THREAD = "{11111111-3F9E-4F7B-9E51-0B9F8E0A5E02}"


class Parts(dict[str, str | bytes]):
    """The parts of a package by name; text is written as UTF-8."""

    def text(self, part: str) -> str:
        """Gives a part as text."""
        data = self[part]
        return data if isinstance(data, str) else data.decode("utf-8")

    def edit(self, part: str, old: str, new: str) -> None:
        """Replaces the first place of a text, which has to be there."""
        text = self.text(part)
        assert old in text, (part, old)
        self[part] = text.replace(old, new, 1)

    def relate(self, owner: str, type_: str, target: str, mode: str = "") -> str:
        """Lets a part point to another and gives the id."""
        folder, name = posixpath.split(owner)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if listing not in self:
            self[listing] = (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
            )
        id_ = f"rId{900 + self.text(listing).count('<Relationship ')}"
        one = f'<Relationship Id="{id_}" Type="{type_}" Target="{target}"{mode}/></Relationships>'
        self.edit(listing, "</Relationships>", one)
        return id_

    def declare(self, part: str, type_: str) -> None:
        """Says what a part is."""
        one = f'<Override PartName="/{part}" ContentType="{type_}"/></Types>'
        self.edit("[Content_Types].xml", "</Types>", one)


def add_handmade_parts(path: Path) -> None:
    """Adds to a workbook of XlsxWriter what it cannot write."""
    with zipfile.ZipFile(path) as archive:
        parts = Parts({name: archive.read(name) for name in archive.namelist()})
    for add in (_threaded_comments, _printer_settings, _form_control, _slicer, _x14_validation, _pivot_table,
                _external_link, _shared_formula, _beside_the_workbook, _calculation_order):  # fmt: skip
        add(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def _threaded_comments(parts: Parts) -> None:
    parts["xl/persons/person.xml"] = (
        f'<personList xmlns="{THREADED}"><person displayName="Ana Novak" id="{PERSON}" userId="ana" providerId="AD"/>'
        "</personList>"
    )
    parts.declare("xl/persons/person.xml", "application/vnd.ms-excel.person+xml")
    parts.relate(BOOK, "http://schemas.microsoft.com/office/2017/10/relationships/person", "persons/person.xml")
    part = "xl/threadedComments/threadedComment1.xml"
    parts[part] = (
        f'<ThreadedComments xmlns="{THREADED}"><threadedComment ref="B2" dT="2024-05-01T10:00:00.00" '
        f'personId="{PERSON}" id="{THREAD}"><text>Is this partner in the memorandum?</text></threadedComment>'
        "</ThreadedComments>"
    )
    parts.declare(part, "application/vnd.ms-excel.threadedcomments+xml")
    type_ = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    parts.relate(UNITS, type_, "../threadedComments/threadedComment1.xml")
    parts.edit("xl/comments1.xml", "<author>Ana</author>", f"<author>tc={THREAD}</author>")


def _printer_settings(parts: Parts) -> None:
    part = "xl/printerSettings/printerSettings1.bin"
    parts[part] = b"DEVMODE" + bytes(200)
    parts.declare(part, f"{CONTENT}.printerSettings")
    id_ = parts.relate(UNITS, f"{REL}/printerSettings", "../printerSettings/printerSettings1.bin")
    parts[UNITS] = re.sub(r"<pageSetup ([^>]*?)/>", rf'<pageSetup \1 r:id="{id_}"/>', parts.text(UNITS), count=1)


def _form_control(parts: Parts) -> None:
    part = "xl/ctrlProps/ctrlProp1.xml"
    parts[part] = f'<formControlPr xmlns="{X14}" objectType="CheckBox" checked="Checked" fmlaLink="$P$1" noThreeD="1"/>'
    parts.declare(part, "application/vnd.ms-excel.controlproperties+xml")
    id_ = parts.relate(UNITS, f"{REL}/ctrlProp", "../ctrlProps/ctrlProp1.xml")
    shape = (
        '<v:shape id="Check_x0020_Box_x0020_9" o:spid="_x0000_s1900" type="#_x0000_t201" '
        'style="position:absolute;margin-left:10pt;margin-top:10pt;width:80pt;height:16pt;z-index:9" filled="f">'
        '<x:ClientData ObjectType="Checkbox"><x:Anchor>7,10,30,5,9,10,31,5</x:Anchor><x:Checked>1</x:Checked>'
        "<x:FmlaLink>$P$1</x:FmlaLink></x:ClientData></v:shape></xml>"
    )
    parts.edit("xl/drawings/vmlDrawing1.vml", "</xml>", shape)
    corners = "".join(
        f"<{end}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row>"
        f"<xdr:rowOff>0</xdr:rowOff></{end}>"
        for end, column, row in (("from", 7, 30), ("to", 9, 31))
    )
    control = (
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice xmlns:x14="{X14}" xmlns:xdr="{XDR}" Requires="x14">'
        f'<controls><mc:AlternateContent><mc:Choice Requires="x14"><control shapeId="1900" r:id="{id_}" '
        f'name="Check Box 9"><controlPr defaultSize="0"><anchor moveWithCells="1">{corners}</anchor></controlPr>'
        "</control></mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>"
    )
    parts.edit(UNITS, "<tableParts", f"{control}<tableParts")


def _slicer(parts: Parts) -> None:
    parts["xl/slicers/slicer1.xml"] = (
        f'<slicers xmlns="{X14}"><slicer name="Partner" cache="Slicer_Partner" caption="Partner" rowHeight="241300"/>'
        "</slicers>"
    )
    parts.declare("xl/slicers/slicer1.xml", "application/vnd.ms-excel.slicer+xml")
    to_slicer = parts.relate(
        UNITS, "http://schemas.microsoft.com/office/2007/relationships/slicer", "../slicers/slicer1.xml"
    )
    parts["xl/slicerCaches/slicerCache1.xml"] = (
        f'<slicerCacheDefinition xmlns="{X14}" name="Slicer_Partner" sourceName="Partner"><extLst>'
        f'<x:ext xmlns:x="{MAIN}" xmlns:x15="{X15}" uri="{{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}}">'
        '<x15:tableSlicerCache tableId="1" column="2"/></x:ext></extLst></slicerCacheDefinition>'
    )
    parts.declare("xl/slicerCaches/slicerCache1.xml", "application/vnd.ms-excel.slicerCache+xml")
    to_cache = parts.relate(
        BOOK, "http://schemas.microsoft.com/office/2007/relationships/slicerCache", "slicerCaches/slicerCache1.xml"
    )
    listed = (
        f'<ext uri="{{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}}" xmlns:x15="{X15}"><x14:slicerList xmlns:x14="{X14}">'
        f'<x14:slicer r:id="{to_slicer}"/></x14:slicerList></ext></extLst></worksheet>'
    )
    parts.edit(UNITS, "</extLst></worksheet>", listed)
    caches = (
        f'<extLst><ext uri="{{46BE6895-7355-4a93-B00E-2C351335B9C9}}" xmlns:x15="{X15}">'
        f'<x15:slicerCaches xmlns:x14="{X14}"><x14:slicerCache r:id="{to_cache}"/></x15:slicerCaches></ext></extLst>'
    )
    parts.edit(BOOK, "</workbook>", f"{caches}</workbook>")
    parts.edit(BOOK, "</definedNames>", '<definedName name="Slicer_Partner">#N/A</definedName></definedNames>')


def _x14_validation(parts: Parts) -> None:
    validation = (
        f'<ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{X14}"><x14:dataValidations '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1"><x14:dataValidation type="list" '
        'allowBlank="1" promptTitle="Partner" prompt="Pick one"><x14:formula1><xm:f>Lists!$A$1:$A$3</xm:f>'
        "</x14:formula1><xm:sqref>B2:B11</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
        "</extLst></worksheet>"
    )
    parts.edit(UNITS, "</extLst></worksheet>", validation)


def _pivot_table(parts: Parts) -> None:
    definition, records = "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotCache/pivotCacheRecords1.xml"
    parts[definition] = (
        f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{REL}" r:id="rId900" createdVersion="6" refreshedVersion="6" '
        'recordCount="3"><cacheSource type="worksheet"><worksheetSource ref="F1:G4" sheet="Pivot"/></cacheSource>'
        '<cacheFields count="2"><cacheField name="Partner" numFmtId="0"><sharedItems count="2"><s v="Kotka"/>'
        '<s v="Köln"/></sharedItems></cacheField><cacheField name="Points" numFmtId="0"><sharedItems '
        'containsSemiMixedTypes="0" containsString="0" containsNumber="1" containsInteger="1" minValue="3" '
        'maxValue="5"/></cacheField></cacheFields></pivotCacheDefinition>'
    )
    parts[records] = (
        f'<pivotCacheRecords xmlns="{MAIN}" count="3"><r><x v="0"/><n v="3"/></r><r><x v="1"/><n v="5"/></r>'
        '<r><x v="0"/><n v="4"/></r></pivotCacheRecords>'
    )
    table = "xl/pivotTables/pivotTable1.xml"
    parts[table] = (
        f'<pivotTableDefinition xmlns="{MAIN}" name="PivotTable1" cacheId="7" dataCaption="Values" updatedVersion="6" '
        'minRefreshableVersion="3" createdVersion="6"><location ref="A3:B6" firstHeaderRow="1" firstDataRow="1" '
        'firstDataCol="1"/><pivotFields count="2"><pivotField axis="axisRow" showAll="0"><items count="3">'
        '<item x="1"/><item x="0"/><item t="default"/></items></pivotField><pivotField dataField="1" showAll="0"/>'
        '</pivotFields><rowFields count="1"><field x="0"/></rowFields><rowItems count="3"><i><x/></i><i><x v="1"/></i>'
        '<i t="grand"><x/></i></rowItems><colItems count="1"><i/></colItems><dataFields count="1">'
        '<dataField name="Sum of Points" fld="1" baseField="0" baseItem="0"/></dataFields></pivotTableDefinition>'
    )
    for part, kind in ((definition, "pivotCacheDefinition"), (records, "pivotCacheRecords"), (table, "pivotTable")):
        parts.declare(part, f"{CONTENT}.{kind}+xml")
    parts.relate(definition, f"{REL}/pivotCacheRecords", "pivotCacheRecords1.xml")
    parts.relate(table, f"{REL}/pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml")
    parts.relate(PIVOT, f"{REL}/pivotTable", "../pivotTables/pivotTable1.xml")
    id_ = parts.relate(BOOK, f"{REL}/pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")
    caches = f'<pivotCaches><pivotCache cacheId="7" r:id="{id_}"/></pivotCaches>'
    parts[BOOK] = re.sub(r"(<calcPr[^>]*/>)", rf"\1{caches}", parts.text(BOOK))


def _external_link(parts: Parts) -> None:
    part = "xl/externalLinks/externalLink1.xml"
    parts[part] = (
        f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{REL}" r:id="rId900"><sheetNames>'
        '<sheetName val="Sheet1"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1"><v>7</v>'
        "</cell></row></sheetData></sheetDataSet></externalBook></externalLink>"
    )
    parts.declare(part, f"{CONTENT}.externalLink+xml")
    parts.relate(part, f"{REL}/externalLinkPath", "file:///C:/data/partners.xlsx", ' TargetMode="External"')
    id_ = parts.relate(BOOK, f"{REL}/externalLink", "externalLinks/externalLink1.xml")
    reference = f'<externalReferences><externalReference r:id="{id_}"/></externalReferences>'
    parts.edit(BOOK, "<definedNames>", f"{reference}<definedNames>")
    parts.edit(ARRAYS, "</row>", '<c r="H1"><f>[1]Sheet1!$A$1*2</f><v>14</v></c></row>')


def _shared_formula(parts: Parts) -> None:
    parts.edit(ARRAYS, '<c r="A16"><f>D16*2</f>', '<c r="A16"><f t="shared" ref="A16:A18" si="0">D16*2</f>')
    for row in (17, 18):
        parts.edit(ARRAYS, f'<c r="A{row}"><f>D{row}*2</f>', f'<c r="A{row}"><f t="shared" si="0"/>')


def _beside_the_workbook(parts: Parts) -> None:
    """Adds custom XML, a ribbon, a sensitivity label and a part that nobody knows."""
    parts["customXml/item1.xml"] = '<register xmlns="urn:school"><project>2024-1-SI01</project></register>'
    parts["customXml/itemProps1.xml"] = (
        '<ds:datastoreItem ds:itemID="{5D3E8D2E-0B8F-4B4D-8E6B-1C1F4C0B9A11}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs/></ds:datastoreItem>'
    )
    parts.declare("customXml/itemProps1.xml", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml")
    parts.relate(BOOK, f"{REL}/customXml", "../customXml/item1.xml")
    parts.relate("customXml/item1.xml", f"{REL}/customXmlProps", "itemProps1.xml")
    ribbon = "http://schemas.microsoft.com/office/2006"
    parts["customUI/customUI.xml"] = (
        f'<customUI xmlns="{ribbon}/01/customui"><ribbon><tabs><tab id="e" label="ECVET"/></tabs></ribbon></customUI>'
    )
    parts.relate("", f"{ribbon}/relationships/ui/extensibility", "customUI/customUI.xml")
    label = "http://schemas.microsoft.com/office/2020"
    parts["docMetadata/LabelInfo.xml"] = (
        f'<clbl:labelList xmlns:clbl="{label}/mipLabelMetadata"><clbl:label id="{PERSON}" enabled="1" '
        f'method="Privileged" siteId="{THREAD}" removed="0"/></clbl:labelList>'
    )
    parts.declare("docMetadata/LabelInfo.xml", "application/vnd.ms-office.classificationlabels+xml")
    parts.relate("", f"{label}/02/relationships/classificationlabels", "docMetadata/LabelInfo.xml")
    parts["xl/unknown/register.dat"] = bytes(range(256))
    parts.edit(
        "[Content_Types].xml", "<Default ", '<Default Extension="dat" ContentType="application/x-school"/><Default '
    )
    parts.relate(BOOK, "urn:school:relationships/register", "unknown/register.dat")


def _calculation_order(parts: Parts) -> None:
    parts["xl/calcChain.xml"] = f'<calcChain xmlns="{MAIN}"><c r="D1" i="3"/><c r="H1" i="3"/></calcChain>'
    parts.declare("xl/calcChain.xml", f"{CONTENT}.calcChain+xml")
    parts.relate(BOOK, f"{REL}/calcChain", "calcChain.xml")
    parts.edit(BOOK, ' fullCalcOnLoad="1"', "")  # as Excel itself saves
