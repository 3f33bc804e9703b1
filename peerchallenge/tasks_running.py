"""What waits for those who run a region's cycles: drafts, late authorities, authorities that were sent nothing yet."""
