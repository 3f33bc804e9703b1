"""Colours of static/css/tokens.css: text at 4.5:1, edges and marks at 3:1, computed as WCAG 2.2 does."""

import re

import pytest
from django.conf import settings

CSS = settings.BASE_DIR / "static/css"
TOKENS = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", (CSS / "tokens.css").read_text())) | {"white": "#ffffff"}
HUES = re.findall(r"--region-hue: (#[0-9a-f]{6})", (CSS / "regions.css").read_text())

PAPERS = ("paper", "surface", "petrol-tint")
TEXT = [
    *((text, paper) for text in ("ink", "ink-quiet", "petrol", "petrol-dark") for paper in PAPERS),
    ("white", "petrol"), ("white", "petrol-dark"), ("white", "ink"), ("white", "warm"), ("white", "warm-dark"),
    ("white", "edge"), ("petrol-dark", "petrol-tint"), ("warm", "paper"), ("warm", "surface"),
    ("warm-dark", "warm-tint"),
    ("green", "green-tint"), ("amber", "amber-tint"), ("ink", "mark"), ("ink", "warm-tint"), ("ink", "green-tint"),
    ("ink", "amber-tint"), ("petrol", "warm-tint"), ("petrol", "green-tint"), ("petrol", "amber-tint"),
]  # fmt: skip
EDGES = [
    ("edge", "paper"), ("edge", "surface"), ("edge", "petrol-tint"), ("warm", "paper"), ("green", "paper"),
    ("ink", "paper"), ("ink", "petrol-tint"), ("white", "petrol"), ("white", "petrol-dark"),
]  # fmt: skip


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_twenty_one():
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize(("text", "paper"), TEXT)
def test_text_can_be_read(text, paper):
    assert contrast(TOKENS[text], TOKENS[paper]) >= 4.5


@pytest.mark.parametrize(("edge", "paper"), EDGES)
def test_edges_and_rings_can_be_seen(edge, paper):
    assert contrast(TOKENS[edge], TOKENS[paper]) >= 3


@pytest.mark.parametrize("hue", HUES)
def test_a_regions_rule_can_be_seen(hue):
    assert contrast(hue, TOKENS["paper"]) >= 3


def test_nine_regions_and_the_invented_one_have_a_hue_of_their_own():
    assert len(HUES) == len(set(HUES)) == 10
