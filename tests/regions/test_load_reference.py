"""`manage.py load_reference`: bringing the files into the database."""

import shutil
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.audit.models import AuditEvent
from portal.regions.models import GssCode, LocalAuthority, Region, Trust, TrustDelivery
from portal.regions.reference_files import FOLDER

ROWS = {Region: 9, LocalAuthority: 160, GssCode: 172, Trust: 11, TrustDelivery: 15}
SUCCESSIONS = 13  # twelve of authorities, one of trusts
EVERYTHING = sum(ROWS.values()) + SUCCESSIONS


def load(*arguments, **options):
    """What the command says."""
    out = StringIO()
    call_command("load_reference", *arguments, stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.fixture
def folder(tmp_path):
    """A copy of the files."""
    return shutil.copytree(FOLDER, tmp_path / "data")


def rewrite(folder, name, *replacements):
    """Replace in the file called `name` each (old, new), of which the old is there once."""
    path = folder / f"{name}.csv"
    text = path.read_text()
    for old, new in replacements:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text)


def everything():
    """All that the database holds of the reference data."""
    return [list(model.objects.order_by("pk").values()) for model in ROWS]


@pytest.mark.django_db
def test_the_first_load_adds_everything_and_the_second_nothing():
    assert load() == [f"Reference data: {EVERYTHING} added, 0 changed, 0 unchanged."]
    assert {model: model.objects.count() for model in ROWS} == ROWS
    once = everything()
    assert load() == [f"Reference data: 0 added, 0 changed, {EVERYTHING} unchanged."]
    assert everything() == once
    assert list(AuditEvent.objects.values_list("verb", "details")) == [
        ("loaded reference data", {"added": EVERYTHING, "changed": 0})
    ]


def test_it_says_what_it_changed(reference, folder):
    rewrite(folder, "authorities", ("330,Birmingham,", "330,Brummagem,"))
    rewrite(
        folder,
        "authorities",
        ("Bournemouth,south-west,unitary,,,2019-03-31,", "Bournemouth,south-west,unitary,,,2019-03-31,838 "),
    )
    rewrite(folder, "trust_deliveries", (",868,2017-08-01,", ",868,2017-08-02,"))
    assert load(folder=folder, verbosity=2) == [
        "added authorities 837: successor 838",
        "changed authorities 330: name Birmingham → Brummagem",
        "changed trust_deliveries achieving-for-children 868: from_on 2017-08-01 → 2017-08-02",
        f"Reference data: 1 added, 2 changed, {EVERYTHING - 2} unchanged.",
    ]
    assert LocalAuthority.objects.get(code="330").name == "Brummagem"
    joined = TrustDelivery.objects.filter(trust__slug="achieving-for-children", authority__code="868")
    assert list(joined.values_list("from_on", flat=True)) == [date(2017, 8, 2)]


def test_a_row_missing_from_the_files_stays_in_the_database(reference, folder):
    path = folder / "trust_deliveries.csv"
    path.write_text("".join(line for line in path.read_text().splitlines(True) if ",330," not in line))
    assert load(folder=folder) == [f"Reference data: 0 added, 0 changed, {EVERYTHING - 1} unchanged."]
    assert TrustDelivery.objects.filter(authority__code="330").count() == 1


def test_what_a_region_says_about_itself_stays(reference):
    region = Region.objects.get(slug="west-midlands")
    assert region.website == "https://wmchildrensservices.org.uk/"
    region.rewrite_about(about="<p>Fourteen.</p>", website="https://example.org/", version=region.version, by=None)
    Region.objects.filter(slug="west-midlands").update(name="The Midlands of the West")
    assert load(verbosity=2)[0] == "changed regions west-midlands: name The Midlands of the West → West Midlands"
    region.refresh_from_db()
    assert (region.name, region.about, region.website) == (
        "West Midlands",
        "<p>Fourteen.</p>",
        "https://example.org/",
    )


def test_the_invented_region_is_left_alone(mercia, ardenvale):
    def invented():
        authorities = LocalAuthority.objects.filter(region=mercia).values()
        return [*Region.objects.filter(is_invented=True).values(), *authorities]

    before = invented()
    load()
    assert invented() == before


EVERY_ERROR = """\
Nothing was changed. Wrong in the files:
authorities.csv, row 3, code: '20b' should be an LA code of three digits
authorities.csv, row 3, region: 'greater-londn' is not in regions.csv
authorities.csv, row 35, name: '' is refused: This field cannot be blank.
authorities.csv, row 35, type: 'city' is refused: Value 'city' is not a valid choice.
authorities.csv, row 35, website: 'birmingham' is refused: Enter a valid URL.
authorities.csv, row 36, from_on: '1/4/1974' is refused: “1/4/1974” value has an invalid date format. It must be in \
YYYY-MM-DD format.
authorities.csv, row 36, source: '' should say where the row's facts are from
authorities.csv, row 36, code: '331' is in more than one row
authorities.csv, row 37, code: '331' is in more than one row
authorities.csv, row 150, successors: '940' should begin the day after this row ends
authorities.csv, row 150, successors: '941' should begin the day after this row ends
gss_codes.csv, row 3, authority: '202' is not in authorities.csv
gss_codes.csv, row 37, authority: '332' is not in authorities.csv
gss_codes.csv, row 58, code: 'E0800038' should be a GSS code: E and eight digits
gss_codes.csv, row 58, from_on: '2025-03-01' is before E08000016 ended
gss_codes.csv, row 159, authority: '928' did not exist on all days of this row
regions.csv, row 3, name: 'North East' is in more than one row
regions.csv, row 5, name: 'North East' is in more than one row
trust_deliveries.csv, row 9, authority: '928' did not exist on all days of this row
trust_deliveries.csv, row 16, trust: 'worcestershire-children-first' did not exist on all days of this row
trust_deliveries.csv, row 17, the whole row: 'one,two,three' should have 5 cells
trusts.csv, row 12, to_on: '2018-09-30' is before the first day
"""


@pytest.mark.django_db
def test_bad_files_change_nothing_and_every_error_is_named(folder):
    rewrite(folder, "regions", ("eastern,Eastern,", "eastern,North East,"))
    rewrite(
        folder,
        "authorities",
        ("202,Camden,greater-london,", "20b,Camden,greater-londn,"),
        (",Birmingham,west-midlands,metropolitan,https://www.birmingham.gov.uk/", ",,west-midlands,city,birmingham"),
        ("https://www.coventry.gov.uk/,,,,DfE local authority code list", "https://www.coventry.gov.uk/,1/4/1974,,,"),
        ("332,Dudley,", "331,Dudley,"),
        (",2021-03-31,", ",2021-03-30,"),
    )
    rewrite(folder, "gss_codes", ("E08000038,370,2025-04-01,", "E0800038,370,2025-03-01,"))
    rewrite(folder, "trusts", ("2019-10-01,2024-09-30", "2019-10-01,2018-09-30"))
    path = folder / "trust_deliveries.csv"
    path.write_text(path.read_text() + "one,two,three\n")
    with pytest.raises(CommandError) as refusal:
        load(folder=folder)
    assert f"{refusal.value}\n" == EVERY_ERROR
    assert everything() == [[], [], [], [], []]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (None, "trusts.csv, row 1, the whole row: 'FileNotFoundError' is what reading the file ended in"),
        (b"slug,name\n", "trusts.csv, row 1, the whole row: 'slug,name' should be"),
        (b"", "trusts.csv, row 1, the whole row: '' should be"),
        (
            b"slug,name,website,from_on,to_on,successors,source\n",
            "trusts.csv, row 1, the whole row: '' is followed by no rows",
        ),
        (b"\xff\xfe", "trusts.csv, row 1, the whole row: 'UnicodeDecodeError' is what reading the file ended in"),
    ],
    ids=["missing", "other columns", "empty", "header only", "not UTF-8"],
)
def test_a_file_that_can_not_be_used_is_refused_once(folder, content, rule):
    path = folder / "trusts.csv"
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        load(folder=folder)
    [line] = str(refusal.value).splitlines()[1:]
    assert line.startswith(rule)
