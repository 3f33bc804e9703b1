"""The rich text box: a plain box that understands simple HTML and plain text, made an editor by a script."""

from django import forms
from django.forms.widgets import Script
from django.templatetags.static import static

from portal.ui import richtext


class RichTextArea(forms.Textarea):
    """A text box that `static/js/editor.js` turns into an editor; without the script it stays a text box."""

    class Media:
        css = {"all": ["django_prose_editor/material-icons.css", "django_prose_editor/editor.css", "css/editor.css"]}
        js = [Script("js/editor.js", type="module")]

    def __init__(self, attrs=None):
        super().__init__({"rows": 8} | (attrs or {}))

    def get_context(self, name, value, attrs):
        """Add the address of the editor's own script, which is loaded from there: no inline import map."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-editor"] = static("django_prose_editor/editor.js")
        return context


class RichTextField(forms.CharField):
    """Clean rich text out of simple HTML or plain text (blank lines make paragraphs, dashes make lists)."""

    widget = RichTextArea

    def clean(self, value):
        return richtext.from_typed(super().clean(value))
