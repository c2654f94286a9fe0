"""Words that several cards share, under their clinical names."""
