"""Where the rules, the numbers and the forms come from: title and address of each source that may be cited.

Sources of which no whole address is known are not listed, so that nothing here leads nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ecvet_office.model.errors import RuleBookError

RECOMMENDATION = "2009/C 155/02"
"""How rules cite the ECVET Recommendation; the article follows after a comma."""

RECOMMENDATION_CITATION = f"{RECOMMENDATION}, OJ C 155, 8.7.2009, p. 11-18"
"""How a document cites it in full."""

RECOMMENDATION_DATE = date(2009, 6, 18)
"""The day of its adoption."""


@dataclass(frozen=True, slots=True)
class Source:
    """A published text: the key by which rules name it, its title, and the address where it stood when it was read."""

    key: str
    title: str
    address: str


_EUROPEAN = (
    Source(
        "REC",
        "Recommendation of the European Parliament and of the Council of 18 June 2009 on the establishment of a "
        f"European Credit System for Vocational Education and Training (ECVET), {RECOMMENDATION_CITATION}",
        "https://eur-lex.europa.eu/legal-content/EN/TXT/HTML/?uri=CELEX:32009H0708(02)",
    ),
    Source(
        "MC22",
        "Council Recommendation of 16 June 2022 on micro-credentials, 2022/C 243/02",
        "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32022H0627(02)",
    ),
    Source(
        "ELM",
        "European Learning Model",
        "https://github.com/european-commission-empl/European-Learning-Model",
    ),
    Source("OPENX", "open-ecvet specification", "https://github.com/openecvet/ecvet"),
    Source("ESTEP", "ECVET STEP Toolkit", "https://github.com/EcvetStep/ecvet-cmf-toolkit"),
    Source(
        "MAG12-27",
        "ECVET magazine no. 12, page 27",
        "https://yumpu.com/en/document/view/8935823/wwwecvet-teameu/27",
    ),
)

_FORMS = (
    Source(
        "ECVET-TPL",
        "ECVET European templates",
        "https://ecvet-team.eu/en/content/ecvet-european-templates",
    ),
    Source(
        "TPL-MOU",
        "ECVET Memorandum of Understanding, 2017",
        "https://docsbay.net/za-cznik-v-iiiecvet-memorandum-of-understanding-2017",
    ),
    Source(
        "TPL-LA",
        "Erasmus+ ECVET Learning Agreement, GfNA-II-B-Annex IV-I, June 2014",
        "https://docsbay.net/gfna-ii-b-annex-iv-i-erasmus-ecvet-learning-agreement-version-june-2014",
    ),
    Source(
        "TPL-E14",
        "Erasmus+ Learning Agreement for VET mobility, 2014-20",
        "https://docest.com/doc/488319",
    ),
    Source(
        "TPL-E21",
        "Erasmus+ Learning Agreement for adult, school and vocational education, Template 1",
        "https://scribd.com/document/544806155",
    ),
    Source(
        "TPL-E21C",
        "Complement to the Erasmus+ Learning Agreement, Template 1a",
        "https://scribd.com/document/728671868",
    ),
    Source("EP-TPL", "Europass Mobility, form", "https://docest.com/doc/652761"),
    Source(
        "EP-PL",
        "Europass Mobility, what each field holds (Poland)",
        "https://europass.org.pl/dokumenty/mobilnosc/zakres-informacyjny-dokumentu/",
    ),
    Source("EP-LT", "Europass Mobility (Lithuania)", "https://europass.lt/index.php?cid=1708"),
    Source(
        "EP-TB16",
        "Tool box: Memorandum of Understanding (archived May 2024)",
        "https://ecvet-projects.eu/Toolbox/ToolboxList.aspx?id=16",
    ),
)

_TOOLKIT = (
    Source(
        "TK-MAIN",
        "ECVET toolkit",
        "https://ecvet-toolkit.eu/ecvet-toolkit/ecvet-toolkit",
    ),
    Source(
        "TK-MOU",
        "ECVET toolkit: prepare the Memorandum of Understanding",
        "https://ecvet-toolkit.eu/ecvet-toolkit/prepare-memorandum-understanding",
    ),
    Source(
        "TK-UNIT",
        "ECVET toolkit: identify units of learning outcomes",
        "https://ecvet-toolkit.eu/ecvet-toolkit/identify-units-learning-outcomes",
    ),
    Source(
        "TK-DOC",
        "ECVET toolkit: agree how to document learners' achievements",
        "https://ecvet-toolkit.eu/ecvet-toolkit/agree-how-document-learners-achievements",
    ),
    Source(
        "TK-DAR",
        "ECVET toolkit: document assessment results in a personal transcript",
        "https://ecvet-toolkit.eu/ecvet-toolkit/document-assessment-results-personal-transcript",
    ),
    Source(
        "TK-ACT",
        "ECVET toolkit: provide learning activities",
        "https://ecvet-toolkit.eu/ecvet-toolkit/provide-learning-activities",
    ),
    Source("TK-CHK", "Key Actions Checklist, November 2013", "https://scribd.com/document/344841433"),
    Source(
        "EURSPACE-LA",
        "Eurspace: the learning agreement",
        "https://eurspace.eu/ecvet/pedagogicalkit/learning-agreement/",
    ),
    Source("EUMOB", "Important documents of a mobility", "https://eu-mobility.eu/documents/"),
    Source(
        "WIKI-DOC",
        "How to manage mobility documents",
        "https://wikis.ec.europa.eu/spaces/NAITDOC/pages/164267599",
    ),
    Source(
        "WIKI-GRP",
        "Group mobility activities in KA121 and KA122 projects",
        "https://wikis.ec.europa.eu/pages/viewpage.action?pageId=62947500",
    ),
    Source(
        "PG-ACCOMP",
        "Erasmus+ Programme Guide, glossary: accompanying person",
        "https://wikis.ec.europa.eu/pages/diffpages.action?originalId=143429951&pageId=143429955",
    ),
    Source("MOBCERT", "Decision support", "https://mobility-certification.eu/aide-a-la-decision/"),
)

_NATIONAL = (
    Source(
        "SATAEDU",
        "Vocational Qualification in Social and Health Care (Finland)",
        "https://sataeduopiskelija.com/sosiaali-ja-terveysalan-perustutkinto/",
    ),
    Source(
        "SATAEDU-Y",
        "Common units of vocational qualifications (Finland)",
        "https://sataeduopiskelija.com/yhteiset-tutkinnon-osat/",
    ),
    Source("TREDU", "Tampere Vocational College (Finland)", "https://tredu.fi"),
    Source("MFHEA-CR", "What are credits? (Malta)", "https://mfhea.mt/?p=3630"),
    Source("MFHEA-MQF", "Interactive qualifications framework (Malta)", "https://mfhea.mt/interactive-mqf/"),
    Source(
        "AEA",
        "Certification: four credits for 100 hours (Malta)",
        "https://aea.academy/discover/certification/",
    ),
    Source("TTK", "Tallinn Health Care College: studies (Estonia)", "https://ttk.ee/en/studies"),
    Source(
        "A2022-12",
        "Order of 6 January 2022, article 12 (France)",
        "https://juriblio.fr/arretes/arrete-du-6-janvier-2022/article-12",
    ),
    Source(
        "D337-78",
        "Code de l'éducation, article D337-78, version of 12 February 2009 (France)",
        "https://www.doctrine.fr/l/texts/codes/LEGITEXT000006071191/articles/LEGIARTI000006526837"
        "?version=LEGIARTI000020245394&source=legislation",
    ),
    Source(
        "TAHITI",
        "Vocational baccalaureate: results and distinctions, Tahiti Infos, July 2018 (France)",
        "https://www.tahiti-infos.com/Bac-pro-les-resultats-sont-tombes_a173040.html",
    ),
    Source(
        "DIJON",
        "The optional mobility unit, Académie de Dijon (France)",
        "http://langues-lp.ac-dijon.fr/spip.php?article191",
    ),
    Source(
        "A2020",
        "Coefficients of the general units, vocational baccalaureate (France)",
        "https://legal.tricoteuses.fr/articles/JORFARTI000042080695",
    ),
    Source(
        "ASSP-IV",
        "Units of the vocational baccalaureate in care and services to persons (France)",
        "https://legal.tricoteuses.fr/articles/JORFARTI000045294374",
    ),
    Source(
        "DEC2014",
        "Decree 2014-725 of 27 June 2014 on the vocational baccalaureate (France)",
        "http://www.education.gouv.fr/pid25535/bulletin_officiel.html?cid_bo=81156",
    ),
    Source(
        "A2014",
        "Optional mobility unit of the vocational baccalaureate, 2014 (France)",
        "https://education.gouv.fr/bo/14/Hebdo31/MENE1406412A.htm",
    ),
    Source(
        "A2019",
        "Order of 30 August 2019 on the optional mobility unit (France)",
        "https://juriblio.fr/arretes/arrete-du-30-aout-2019/173219611",
    ),
    Source(
        "A2016",
        "Order of 13 July 2016 on the optional mobility unit in agriculture (France)",
        "https://juriblio.fr/arretes/arrete-du-13-juillet-2016/167162801",
    ),
    Source(
        "A2016-5",
        "Article of the order of 13 July 2016 (France)",
        "https://legal.tricoteuses.fr/articles/JORFARTI000032945081",
    ),
    Source(
        "NABIBB",
        "Quality standards of mobility, national agency (Germany)",
        "https://na-bibb.atlassian.net/wiki/pages/viewpage.action?pageId=92439590",
    ),
    Source(
        "CPU-PEQ",
        "Certification by units, and its successor since 2022 (French Community of Belgium)",
        "https://cedefop.europa.eu/it/tools/timeline-vet-policies-europe/search/44756",
    ),
)

SOURCES = {each.key: each for each in (*_EUROPEAN, *_FORMS, *_TOOLKIT, *_NATIONAL)}
"""Every source that may be cited, by its key: European acts and models, forms, guidance, national texts."""


def source(key: str) -> Source:
    """Gives the source with this key.

    Raises:
        RuleBookError: No source has this key.
    """
    if key not in SOURCES:
        raise RuleBookError(f"no source is called {key!r}; sources are: {', '.join(SOURCES)}")
    return SOURCES[key]
