"""What people see of plans, and what they do with them."""
