"""Papers that the portal makes: tagged PDFs, typeset by typst in a process of its own, and Word documents."""
