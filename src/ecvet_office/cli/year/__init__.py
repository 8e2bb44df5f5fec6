"""The year that `ecvet demo --year` plays: a made-up school, its partners, and the commands of each month."""
