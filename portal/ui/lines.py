"""A box in which each line is one thing."""

from django import forms


class LinesField(forms.CharField):
    """Text with one thing a line. Cleaned: a list of the lines, each once, without what a list puts before them.

    `many` is what they are ("focus areas"); there are at most `most`, of `longest` characters.
    """

    widget = forms.Textarea

    def __init__(self, *, many, most, longest, rows=5, **options):
        self.many, self.most, self.longest = many, most, longest
        super().__init__(**{"required": False, "widget": forms.Textarea({"rows": rows})} | options)

    def clean(self, value):
        lines = [" ".join(line.split()).lstrip("•·–-* ") for line in super().clean(value).splitlines()]
        lines = list(dict.fromkeys(filter(None, lines)))
        if len(lines) > self.most:
            raise forms.ValidationError(f"These are {len(lines)} {self.many}. Write at most {self.most}.")
        if long := [line for line in lines if len(line) > self.longest]:
            raise forms.ValidationError(
                [f"Shorten “{line[:40]}…” to {self.longest} characters: it has {len(line)}." for line in long]
            )
        return lines
