"""Bring plans in from documents: `manage.py import_plan FILE…`, or `--json` to look without saving."""

from portal.documents.command import ImportCommand
from portal.ui import richtext
from priorities.importing import read
from priorities.importing.found import SHOWN


class Command(ImportCommand):
    help = "Make draft plans from .docx, .html or .txt files. With --json, only print what was found."

    def read(self, name, data):
        return read(name, data)

    def bring_in(self, found):
        from priorities.actions.bringing import PeriodTaken, bring_in
        from priorities.actions.parts import CodeTaken

        try:
            plan = bring_in(found, by=None)
        except (CodeTaken, PeriodTaken) as refusal:
            raise ValueError(str(refusal)) from refusal
        return f"{plan}, priorities: {len(found.priorities)}, enablers: {len(found.enablers)}"

    def shown(self, found):
        """Return what was found; the words that are in none of these parts stand in the doubts: none is lost."""
        parts = found.as_json()
        told = {name: parts[name] for name in SHOWN}
        told["areas"] = [area["title"] for area in parts["areas"]]
        told["priorities"] = [{k: v for k, v in one.items() if k != "area"} for one in parts["priorities"]]
        elsewhere = [
            ("introduction", richtext.to_plain(parts["introduction"])),
            *(("area", _said(area)) for area in parts["areas"] if area["narrative"]),
            ("left out", "\n".join(parts["dropped"])),
        ]  # fmt: skip
        for about, text in elsewhere:
            if text:
                told["doubts"].append({"about": about, "text": f"Kept beside these parts: {text}", "place": ""})
        return told


def _said(area):
    return f"{area['title']}: {richtext.to_plain(area['narrative'])}"
