"""The only ways in which anything about champions and help requests changes."""
