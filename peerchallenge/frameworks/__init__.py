"""What a framework says, how it changed, and how it goes into spreadsheets and comes out of them."""
