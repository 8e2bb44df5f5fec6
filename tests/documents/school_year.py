"""A small workbook that every document can be filled from, with names that are hard to print."""

from __future__ import annotations

from datetime import date

from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.workbook.markdown import sheets_from_markdown

TODAY = date(2025, 5, 20)
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff " * 5 + "Maria Magdalena Anna"  # 200 characters

INSTITUTIONS = """
| Settings | setting | value |
| | coordinator | I1 |
| | programme | Erasmus+ |
| | project code | 2024-1-FI01-KA121-VET-000140817 |
| | languages | en; fi |
| | prevailing language | English |
| | national profile | Malta |
| Partners | id | name | country | type | address | postcode | city | email | telephone | fax | website | functions |
| | I1 | Satakunta Example Vocational College | Finland | vocational school | Esimerkkikatu 1 | "28100" | Pori | mobility@satakunta.example | +358 2 000 1000 | +358 2 000 1001 | www.satakunta.example | allocates points; validates; recognises |
| | I2 | Lycée professionnel Exemple | France | vocational school | 12 rue des Exemples | "69003" | Lyon | mobilite@lycee.example | +33 4 00 00 00 00 | | www.lycee.example | trains; assesses |
| | I3 | EuroMobility Example Association | France | association | 3 place Modèle | "69002" | Lyon | hello@euromobility.example | +33 4 11 11 11 11 | | | |
| | I4 | Résidence Exemple | France | care home | | | Lyon | | | | | trains |
| People | id | name | institution | position | email | telephone | may sign |
| | H1 | Maija Koskinen | I1 | Mobility coordinator | maija.koskinen@satakunta.example | +358 40 000 0001 | |
| | H2 | Pekka Lahti | I1 | Head of department | pekka.lahti@satakunta.example | | yes |
| | H3 | Claire Dubois | I2 | Teacher of health care | claire.dubois@lycee.example | +33 6 00 00 00 01 | |
| | H4 | Jean Martin | I2 | Headmaster | jean.martin@lycee.example | | yes |
| | H5 | Anne Petit | I3 | Project manager | anne.petit@euromobility.example | +33 6 00 00 00 05 | yes |
| Memoranda | id | file code | objectives | other objectives | valid from | valid until | deviations | roles and tools | shortest stay | longest stay | evaluation on | evaluation by | no other actors | additional information | annexes |
| | M1 | SEVC/LPE 2024-7 | Learners of both schools take part of their training in home care at the partner, and it counts at home. | Teachers visit each other once a year. | 2024-09-01 | 2027-08-31 | comparability | The host assesses by observation at work and by discussion, and writes the results down in a personal transcript. The home institution compares them with its unit descriptions. | 14 | 90 | 2026-05-31 | The two mobility coordinators | | Correspondence is in English. | Annex 1: unit descriptions U1 to U4 |
| Memorandum partners | memorandum | institution | role | function | contact |
| | M1 | I1 | signs | | H1 |
| | M1 | I2 | signs | | H3 |
| | M1 | I4 | covered | takes learners for practice | |
| | M1 | I3 | other actor | finds companies and lodging | H5 |
| Memorandum qualifications | memorandum | institution | qualification | eqf level | nqf level | corresponds to | comparability note | units | enclosures |
| | M1 | I1 | Q1 | 4 | 4 | Baccalauréat professionnel ASSP | The same level; the French qualification covers a wider field. | U3; U4 | description of units; outcomes of the qualification |
| | M1 | I2 | Baccalauréat professionnel ASSP | 4 | 4 | Q1 | | | Europass Certificate Supplement |
"""  # noqa: E501 # a row of a table is one line

UNITS = """
| Qualifications | id | title | title [fi] | eqf level | nqf level | points | full time years | awarding institution | reference pathway |
| | Q1 | Vocational Qualification in Social and Health Care | Sosiaali- ja terveysalan perustutkinto | 4 | "4" | 180 | 3 | Satakunta Example Vocational College | three years of full-time school |
| Units | id | title | assessment procedure |
| | U1 | Growth and participation | Observation at work |
| | U2 | Promoting wellbeing and functional capacity | Observation at work |
| | U3 | Working in home care | Observation at work on at least three home visits, then a discussion |
| | U4 | Working with older people | Observation at work |
| Unit points | qualification | unit | points |
| | Q1 | U1 | 25 |
| | Q1 | U2 | 30 |
| | Q1 | U3 | 40 |
| | Q1 | U4 | 85 |
| Outcomes | id | unit | kind | outcome | criterion |
| | 1.1 | U1 | K | Explains how people grow and take part | oral question |
| | 2.1 | U2 | S | Helps with daily activities using safe moving technique | no safety error in simulation |
| | 3.1 | U3 | K | Describes the home care service path and record duties | at least 70 % in the theory test |
| | 3.2 | U3 | S | Carries out a home visit according to the care plan | 3 visits observed |
| | 3.3 | U3 | S | Records visits in the client system | records complete and on time |
| | 3.4 | U3 | C | Works alone safely and respects self-determination | mentor statement and interview |
| | 4.1 | U4 | K | Explains how ageing affects functional capacity | theory test |
"""  # noqa: E501

STAYS = f"""
| Packages | id | name | host | host company | intermediary | qualification | targets | additional outcomes | activities | assessment method | assessed when | assessor | recorded how | validator | validated how | recogniser | recognised how | home mentor | host mentor | document issued | enclosures | mode | monitoring | evaluation criteria | evaluation procedure | recognition conditions | reintegration | additional provisions |
| | K1 | Home care in Lyon | I2 | R & D <Ltd> | | | U3 | Basic French for work | Six weeks in home care in Lyon: visits with a nurse, later alone; notes in the client system; one training day a week at the school. | Observation at work and discussion | in the last week | H3 | on the grid, on the day of the discussion | H1 | by comparison with the unit description | H2 | decision of the head of department | H1 | H3 | personal transcript | description of units; assessment grid; Europass CV; learning activities | | Weekly talks of mentor and learner; the coordinator calls every second week. | At least a pass for every outcome. | Observation on three visits, then a discussion of an hour. | All outcomes of the unit are assessed as achieved. | A talk with the class teacher in the first week; the plan goes on where it was left. | The host lends working clothes. |
| | K2 | Parts of home care | I2 | I4 | I3 | | 3.1; 3.2; 3.4 | | Four weeks in a care home. | Observation at work | in the last week | Dr. Ζωή Παπαδοπούλου | in writing | H1 | by comparison with the unit description | H2 | decision of the head of department | | | | | physical | | | | | | |
| Learners | id | family name | given names | date of birth | sex | address | email | telephone | qualification | guardian1 name | guardian1 address | guardian1 telephone | guardian1 email | guardian2 name | guardian2 telephone |
| | L1 | Virtanen | Aino | 2006-05-14 | female | Koulukatu 5, 28100 Pori | aino@learner.example | +358 40 111 1111 | Q1 | Not to be printed | | | | | |
| | L2 | Berg | Bruno | 2008-09-02 | male | Rantatie 7, 28200 Pori | | +358 40 222 2222 | Q1 | Eva Berg | Rantatie 7, 28200 Pori | +358 40 222 2223 | eva@guardian.example | Olli Berg | +358 40 222 2224 |
| | L3 | Παπαδοπούλου | Ελένη | 2005-01-30 | | Οδός Παραδείγματος 3, Πάτρα | | | Q1 | | | | | | |
| | L4 | عبد الله | أمينة | 2005-11-11 | female | | | | Q1 | | | | | | |
| | L5 | {LONG_NAME} | J. | 2005-02-03 | | | | | Q1 | | | | | | |
| Earlier units | learner | qualification | unit | recognised by | on | learnt how |
| | L1 | Q1 | U1 | H2 | 2024-06-01 | formal |
| | L1 | Q1 | U2 | H2 | 2024-12-15 | formal |
| | L2 | Q1 | U1 | H2 | 2024-06-01 | formal |
| Agreements | id | learner | package | memorandum | status | planned start | planned end | actual start | actual end | interruption days | travel days | virtual from | virtual to | virtual hours | activity type | mobility id | progress | group |
| | A1 | L1 | K1 | M1 | decided | 2025-03-03 | 2025-04-11 | 2025-03-03 | 2025-04-09 | 1 | 2 | 2025-02-17 | 2025-02-21 | 12 | Short-term learning mobility of VET learners | 2024-FI01-0001 | Second year; all courses of the first year passed. |
| | A2 | L2 | K2 | M1 | ready to sign | 2025-03-03 | 2025-03-30 | | | | | | | | | | |
| | A3 | L3 | K1 | M1 | ready to sign | 2025-03-03 | 2025-03-03 | | | | | | | | | | |
| | A4 | L4 | K2 | M1 | ready to sign | 2025-03-03 | 2025-03-12 | | | | | | | | | | | G1 |
| | A5 | L5 | K2 | M1 | withdrawn | 2025-03-03 | 2025-03-12 | | | | | | | | | | |
| Responsible persons | stay | person | place | responsibilities |
| | K1 | H3 | at the host | Introduces the learner to the tasks and assesses |
| | K1 | H4 | at the host | Lodging and insurance |
| | A1 | Minna Joki | accompanies | Travels along in the first week |
| | K1 | H1 | at home | Keeps contact, prepares validation |
| Mobility groups | id | name | programme |
| | G1 | Lyon in spring | 3 March: welcome at the school. From 4 March: work in pairs. |
| Accompanying persons | group | person | institution | role | leads | from | to | email | telephone |
| | G1 | H1 | | coordinator | yes | | 2025-03-07 | | |
| | G1 | Minna Joki | I1 | teacher of French | | 2025-03-07 | | minna.joki@satakunta.example | |
| Placements | agreement | company | from | to | mentor | assessor |
| | A1 | I4 | 2025-03-03 | 2025-03-21 | Luc Moreau | |
| | A1 | R & D <Ltd> | 2025-03-24 | 2025-04-11 | | |
| Agreed outcomes | agreement | outcome | change |
| | A1 | 4.1 | additional, not for credit |
| Results | context | learner | outcome | achieved | date | method | assessor | grade | scale | evidence | strong points | weak points | deviation | remark |
| | A1 | L1 | 3.1 | yes | 2025-04-02 | Theory test | | 16 | 0-20 | test sheet | Knows the French system well | | Tested in English instead of French | |
| | A1 | L1 | 3.2 | no | 2025-03-14 | | | | | | | Left the care plan at the office | | |
| | A1 | L1 | 3.2 | yes | 2025-04-04 | | | 17 | 0-20 | | Calm and friendly with clients | | | second attempt |
| | A1 | L1 | 3.3 | yes | 2025-04-04 | | | | | | | | | |
| | A1 | L1 | 3.4 | yes | 2025-04-07 | Discussion | Luc Moreau | | | | | | | |
| | A1 | L1 | 4.1 | yes | 2025-04-07 | | | | | | | | | |
| | A2 | L2 | 3.1 | yes | 2025-03-27 | | | | | | | | | |
| | A2 | L2 | 3.2 | yes | 2025-03-27 | | | | | | | | | |
| Decisions | learner | qualification | subject | context | step | by | on | reason |
| | L1 | Q1 | U3 | A1 | validated | H1 | 2025-05-05 |
| | L1 | Q1 | U3 | A1 | recognised | H2 | 2025-05-12 |
| | L3 | Q1 | U1 | prior learning | refused | H2 | 2025-05-13 | The certificates do not say what was assessed. |
| Papers | number | document | version | subject | party | signatory | position | place | signed on |
| | P1 | learning agreement | 2 | A1 | home | Riitta Salo | Rector | Pori | 2025-02-20 |
| | P2 | learning agreement | 2 | A1 | host | | | | |
"""  # noqa: E501

EUROPASS = """
| Europass | agreement | number | experience | issued on | signed on | validated on | objective | initiative | tasks | job skills | language skills | computer skills | organisational skills | social skills | other skills | matriculation |
| | A1 | FI-2025-0042 | 1 | 2025-05-15 | 2025-04-08 | | To learn home care in another country and in French. | Exchange of the two schools | Visits with a nurse, later alone; notes in the client system. | Plans and carries out home visits. | Speaks with clients and colleagues in French, level A2. | Writes records in the client system of the host. | Plans a round of six visits. | Works in a team of four. | Rides a bicycle in a large town. | |
| | A2 | FI-2025-0043 | | | | 2025-04-25 | | | | | | | | | | LYC-77 |
| Europass courses | agreement | code | title | duration | grade | credits |
| | A2 | SOI-1 | Hygiene and care | 40 hours | 14/20 | 2 ECVET |
| | A2 | | French for care | | | |
"""  # noqa: E501

METHODS = """
| Courses | id | title | provider | eqf level | nqf level | entry | contact hours | practice hours | self-study hours | assessment hours | called | aims | syllabus | exams |
| | C1 | Home care for beginners | Satakunta Example Vocational College | 4 | 4 | none | 40 | 30 | 20 | 10 | award | To help at home | handbook | practical test |
| Course topics | course | topic | hours | unit |
| | C1 | Growing up and growing old | 60 | U1 |
| | C1 | Helping with daily activities | 40 | U2 |
| Certificates | course | translated title | occupations | awarding status | school share | workplace share |
| | C1 | Kotihoidon alkeet | home helper | public college | 70 | 30 |
| Prior learning | id | learner | learnt how | learnt where | identified on | identified by | documented on | documented by |
| | F1 | L3 | informal | Two years with an aunt who needed care | 2025-04-14 | H1 | | |
| Evidence | file | outcome | item | authentic | sufficient | current | checked by | checked on | remark |
| | F1 | 2.1 | letter of the aunt's doctor | yes | no | | H1 | 2025-05-02 | Speaks of one month only. |
| Credit on entry | qualification | unit | credited by |
| | Q1 | U2 | U1 |
| Areas | id | competence area | steps |
| | H1 | Helping at home | 4 |
| | H2 | Hygiene | 3 |
| | H3 | Records | 2 |
| | H4 | Talking with families | 3 |
| | H5 | Growing old | 3 |
| Profiles | programme | person | competence area | step |
| | Q1 | | H1 | 4 |
| | Q1 | | H2 | 3 |
| | | L3 | H1 | 2 |
| | | L3 | H2 | 3 |
| Simulation and theory | person | outcome | simulation passed | theory passed | on | assessor |
| | L3 | 2.1 | yes | yes | 2025-04-15 | H1 |
| | L3 | 1.1 | yes | no | 2025-04-15 | H1 |
| Modules | outcome | module | hours | place |
| | 1.1 | Growing up | 40 | Pori |
| | 2.1 | Moving safely | 60 | Pori |
| | 3.1 | Service path | 20 | |
| | 3.2 | Home visits | 80 | |
| | 3.3 | Client system | 20 | |
| | 3.4 | Working alone | 20 | |
| | 4.1 | Ageing | 60 | |
| Plan dates | person | outcome | deadline | place |
| | L3 | | 2025-12-01 | |
| | L3 | 1.1 | 2025-10-01 | home of the aunt |
| Mobility unit | learner | host | country | left on | returned on | part 1 on | part 1 by | part 2 on | part 2 by | grade | diploma |
| | L1 | Lycée Professionnel Exemple | France | 2025-03-03 | 2025-04-11 | 2025-04-10 | the mentor | 2025-07-11 | H1 | 12 | yes |
"""  # noqa: E501

WORKBOOK = INSTITUTIONS + UNITS + STAYS + EUROPASS + METHODS


def evaluated(text: str = WORKBOOK, on: date = TODAY) -> Evaluation:
    """Gives the workbook as judged on a day."""
    return evaluate(sheets_from_markdown(text), on)
