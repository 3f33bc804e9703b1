"""What the tests of the frameworks' desk type into its forms, and the spreadsheets that they bring in."""

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

HEAD = "area code,area,question code,question"
TABLE = (
    f"{HEAD},judgement,what it means\n"
    ",,,,Good,It holds\n,,,,Poor,\nA,Leadership,A1,Who leads?,,\nA,,A2,Who follows?,,\n"
)


def table(text=TABLE, name="ours.csv"):
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def start_form(**changes):
    return {
        "form_key": uuid4(), "name": "Mercia’s own", "kind": "self-assessment", "label": "2026-27", "begin": "nothing",
    } | changes  # fmt: skip


def settings_form(version, points=(("Good", "It holds"), ("Poor", "")), **changes):
    form = {
        "version": version.version, "name": version.framework.name, "label": version.label, "introduction": "",
        "points-TOTAL_FORMS": len(points), "points-INITIAL_FORMS": 0,
    }  # fmt: skip
    for number, (label, descriptor) in enumerate(points):
        form |= {f"points-{number}-label": label, f"points-{number}-descriptor": descriptor}
    return form | changes


def area_form(area=None, prompts=(), **changes):
    """The form of `area` (None: a new one); `prompts` are (row's id or "", code, question)."""
    said = {"code": "Z", "title": "New area", "minutes": 20, "applies_to": "all", "guidance": ""}
    if area:
        said = {name: getattr(area, name) for name in said} | {"version": area.version}
        prompts = prompts or [(prompt.pk, prompt.code, prompt.text) for prompt in area.prompts.all()]
    form = {"form_key": uuid4(), "prompts-TOTAL_FORMS": len(prompts), "prompts-INITIAL_FORMS": 0} | said
    for number, (pk, code, text) in enumerate(prompts):
        words = {"id": pk, "code": code, "text": text, "guidance": "", "evidence_expected": "", "applies_to": "all"}
        form |= {f"prompts-{number}-{name}": value for name, value in words.items()}
    return form | changes
