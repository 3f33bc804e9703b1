"""The columns of a framework as a spreadsheet: one row a question with its area's columns, one row a judgement.

As XLSX the judgements stand on a sheet of their own; as CSV they are rows of the one table.
"""

AREA_CODE, QUESTION_CODE, JUDGEMENT = "area code", "question code", "judgement"
# The name of each column, and of the field that it holds.
OF_AREA = {
    AREA_CODE: "code",
    "area": "title",
    "area guidance": "guidance",
    "minutes": "minutes",
    "answered as a whole": "at_area_level",
    "about education": "is_education",
    "area put to": "applies_to",
}
OF_PROMPT = {
    QUESTION_CODE: "code",
    "question": "text",
    "question guidance": "guidance",
    "evidence expected": "evidence_expected",
    "asks for voice": "is_voice",
    "question put to": "applies_to",
}
OF_POINT = {JUDGEMENT: "label", "what it means": "descriptor"}
QUESTIONS = (*OF_AREA, *OF_PROMPT)
SCALE = tuple(OF_POINT)
COLUMNS = (*QUESTIONS, *SCALE)
NEEDED = (AREA_CODE, "area", QUESTION_CODE, "question")
SHEETS = {"Questions": QUESTIONS, "Scale": SCALE}
MOST_BYTES = 2_000_000
MOST_ROWS = 1000
MOST_AREAS, MOST_PROMPTS, MOST_POINTS = 40, 300, 10
LONGEST_GUIDANCE = 10_000
MOST_MINUTES = 600
