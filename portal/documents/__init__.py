"""Read documents that people bring in: pasted text, Word, HTML or plain text becomes blocks.

The way through: `reading` recognises the file, `plain`, `page` and `word` turn it into blocks (paragraphs, headings,
lists, tables, marks), `furniture` knows what surrounds the text, `headings` (with `loose`, `numbered` and
`short_lines`) finds headings, `region` the region that is named, `writing` makes clean rich text of blocks. What the
blocks mean is the matter of an app's own `importing`, which gives `process` a script to run in a process of its own,
with limits. Nothing here touches the database or the settings.
"""
