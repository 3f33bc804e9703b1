"""What waits for who is asked to sign."""
