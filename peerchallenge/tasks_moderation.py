"""What waits for moderators and those whom they ask."""
