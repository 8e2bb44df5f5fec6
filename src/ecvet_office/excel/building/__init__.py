"""Building the add-in's file, ECVET.xlam, from readable sources, on any system and without Excel."""
