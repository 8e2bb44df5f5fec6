"""Room workbook."""
