"""What waits for who writes a self-assessment."""
