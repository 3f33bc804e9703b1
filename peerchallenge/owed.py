"""What the chase board of a region shows of its cycles: the self-assessments that it waits for."""
