"""Look for what may tell who a child is in an uploaded document, before any of it is stored."""
