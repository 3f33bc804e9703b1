"""Bring updates in from documents: `manage.py import_update FILE…`, or `--json` to look without saving."""

from html import escape

from portal.documents.command import ImportCommand
from portal.documents.pictures import placed
from updates.importing import read


class Command(ImportCommand):
    help = "Make drafts of updates from .docx, .html or .txt files. With --json, only print what was found."

    def read(self, name, data):
        return read(name, data)

    def bring_in(self, found):
        from updates.actions import PeriodTaken, bring_in

        try:
            draft = bring_in(found, by=None)
        except PeriodTaken as refusal:
            raise ValueError(str(refusal)) from refusal
        return f"{draft.update}, sections: {len(found.sections)}"

    def shown(self, found):
        """Return what was found, with an `<img>` where each picture of the list `pictures` stands, counted from 1."""

        def image(number):
            if number > len(found.pictures):
                return None
            one = found.pictures[number - 1]
            alt = f' alt="{escape(one.alt)}"' if one.alt or not one.doubt else ""
            return f'<figure><img data-picture="{number}"{alt}></figure>'

        parts = found.as_json()
        for section in parts["sections"]:
            section["html"] = placed(section["html"], image)
        return parts
