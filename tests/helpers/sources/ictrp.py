"""Synthetic export files of WHO ICTRP, each layout with its traps."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from harvest.config import Config, load

CONFIG = """
[topic]
title = "Cells for the liver"
{concepts}
{sources}
[sources.ictrp]
inbox = "inbox"
[store]
path = "work.db"
[publish]
path = "public.db"
max_shrink_percent = 100
max_null_jump_percent = 100
"""
CONCEPTS = """
[topic.concepts.condition]
terms = ["liver cirrhosis", "liver failure"]
[topic.concepts.therapy]
terms = ["stem cell"]
mesh = ["Stem Cell Transplantation"]
[[search]]
name = "core"
all = ["condition", "therapy"]
"""
OF_STUDIES = """
[topic.concepts.condition]
terms = ["liver"]
[[search]]
name = "core"
all = ["condition"]
"""
"""A topic that the synthetic studies of a stand-in are of."""
STRING = '("liver cirrhosis" OR "liver failure") AND ("stem cell" OR "Stem Cell Transplantation")'

TRIAL: Mapping[str, str] = {
    "Export_date": "06/29/2026 09:03:08",
    "Internal_Number": "15850379",
    "TrialID": "ChiCTR2000029990",
    "Last_Refreshed_on": "22 June 2026",
    "Public_title": "Stem cells for liver cirrhosis",
    "Scientific_title": "Umbilical-cord stem cells for liver cirrhosis: a trial",
    "Primary_sponsor": "Synthetic Hospital",
    "Date_registration3": "20200218",
    "Date_registration": "2020-02-18",
    "Source_Register": "ChiCTR",
    "web_address": "https://www.chictr.org.cn/showproj.html?proj=1",
    "Recruitment_Status": "Recruiting",
    "other_records": "No",
    "Inclusion_agemin": "18",
    "Inclusion_agemax": "75",
    "Inclusion_gender": "<br>Female: yes<br>Male: yes<br>",
    "Date_enrollement": "2020-03-01",
    "Target_size": "Group 1:27;Group 2:27;Group 3:27;",
    "Study_type": "Interventional study",
    "Study_design": "Parallel",
    "Phase": "1-2",
    "Countries": "China;China",
    "Contact_Firstname": "Ada",
    "Contact_Lastname": "Lovelace",
    "Contact_Email": "ada@example.org",
    "Contact_Tel": "+000000001",
    "Contact_Address": "1 Example Street",
    "Ethics_review_contact_name": "Grace Hopper",
    "Inclusion_Criteria": "Adults;&#x0D;<br>cirrhosis",
    "Exclusion_Criteria": "Cancer",
    "Condition": "Liver cirrhosis",
    "Intervention": "Group 1:Stem cells;Group 2:Placebo;",
    "Primary_outcome": "MELD score;survival (at one year; all causes);",
    "Secondary_outcome": "Albumin. Timepoint: 6 months. Method of measurement: blood.",
    "Secondary_ID": "XYZ-1;NCT04352803",
    "results_url_link": "",
}


def trial(number: str = "ChiCTR2000029990", **more: str) -> dict[str, str]:
    """The fields of a trial by the names of the portal's XML."""
    return {**TRIAL, "TrialID": number, **more}


def portal(*trials: Mapping[str, str]) -> bytes:
    """The portal's XML: values padded with a line break and blanks, empty ones closed."""
    lines = ["<?xml version='1.0' encoding='UTF-8' ?>", "<Trials_downloaded_from_ICTRP>"]
    for each in trials:
        leaves = [
            f"    <{name}>{escape(value)}\n    </{name}>" if value else f"    <{name}/>"
            for name, value in each.items()
        ]
        lines += ["", "  <Trial>", *leaves, "  </Trial>"]
    lines += ["</Trials_downloaded_from_ICTRP>", ""]
    return "\n".join(lines).replace("&amp;#x0D;", "&#x0D;").encode()


FULL_NAMES = {
    "SecondaryIDs": "Secondary_ID",
    "public_title": "Public_title",
    "url": "web_address",
    "study_type": "Study_type",
    "study_design": "Study_design",
    "phase": "Phase",
    "Recruitment_status": "Recruitment_Status",
    "Conditions": "Condition",
    "Interventions": "Intervention",
    "Agemin": "Inclusion_agemin",
    "Agemax": "Inclusion_agemax",
    "Gender": "Inclusion_gender",
    "Primary_Outcome": "Primary_outcome",
    "Secondary_Outcomes": "Secondary_outcome",
    "Secondary_sponsors": "Secondary_Sponsor",
    "Public_Contact_Lastname": "Contact_Lastname",
    "Public_Contact_Email": "Contact_Email",
    "Ethics_Contact_Name": "Ethics_review_contact_name",
}


def full(columns: Sequence[str], *trials: Mapping[str, str]) -> bytes:
    """The full export: these columns without a header, ``NULL`` for nothing."""
    rows = [
        [each.get(name) or each.get(FULL_NAMES.get(name, "")) or "NULL" for name in columns]
        for each in trials
    ]
    return _csv(rows)


def web(*trials: Mapping[str, str]) -> bytes:
    """The CSV with a header, whose names have blanks."""
    names = list(trials[0])
    header = [name.replace("_", " ") if name != "TrialID" else name for name in names]
    return b"\xef\xbb\xbf" + _csv([header, *([each[name] for name in names] for each in trials)])


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


SINGLE = """<?xml version="1.0" encoding="UTF-8"?>
<trials><trial>
<main><trial_id>IRCT20200426047206N2</trial_id><utrn>U1111-1232-7970</utrn><reg_name>IRCT</reg_name>
<date_registration>2020-07-06</date_registration>
<primary_sponsor>Synthetic Hospital</primary_sponsor>
<public_title>Stem cells in liver failure</public_title><date_enrolment>2020-07-22</date_enrolment>
<type_enrolment>anticipated</type_enrolment><target_size>30</target_size>
<recruitment_status>Complete</recruitment_status><url>http://en.irct.ir/trial/49385</url>
<study_type>interventional</study_type><phase>3</phase><hc_freetext>Liver failure</hc_freetext>
<i_freetext>Intervention 1: cells. Intervention 2: nothing.</i_freetext></main>
<contacts><contact><type>public</type><firstname>Ada</firstname><lastname>Lovelace</lastname>
<address>1 Example Street</address><country1>Iran</country1><email>ada@example.org</email></contact>
</contacts>
<countries><country2>Iran (Islamic Republic of)</country2><country2>Iraq</country2></countries>
<criteria><inclusion_criteria>Adults</inclusion_criteria><agemin>18 years</agemin>
<agemax>no limit</agemax><gender>Both</gender><exclusion_criteria>Cancer</exclusion_criteria>
</criteria>
<primary_outcome><prim_outcome>MELD. Timepoint: 1 month.</prim_outcome></primary_outcome>
<secondary_ids><secondary_id><sec_id>NCT04352803</sec_id><issuing_authority>NIH</issuing_authority>
</secondary_id></secondary_ids>
<ethics_reviews><ethics_review><status>Approved</status><contact_name>Grace Hopper</contact_name>
</ethics_review></ethics_reviews>
</trial></trials>
"""

PERSONS = ("Ada", "Lovelace", "Hopper", "ada@example.org", "+000000001", "Example Street")


def base(folder: Path, sources: str = "", concepts: str = CONCEPTS) -> Config:
    """A configuration in a folder."""
    path = folder / "config.toml"
    path.write_text(CONFIG.format(concepts=concepts, sources=sources))
    return load(path, {})
