"""What is drawn of a ring: its link chart, its flows, its times, its chains of evidence."""
