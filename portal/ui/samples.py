"""What the style guide shows: each component's empty, usual, long and wrong states. Invented names only."""


def everything(request):
    return {}
