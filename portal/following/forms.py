from django import forms


class FollowForm(forms.Form):
    """The address to write to; the region is the page's."""

    use_required_attribute = False

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )


class FindFollowerForm(forms.Form):
    """The address of somebody who asks what is known about them."""

    use_required_attribute = False

    email = forms.EmailField(
        label="Their e-mail address",
        max_length=254,
        help_text="The whole address. That you looked is recorded, without the address.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
