"""Other systems' files, and personal data: what goes into another's workbook, and what is to leave one's own."""
