"""What happens to plans beyond one record's own verbs: each is one transaction."""
