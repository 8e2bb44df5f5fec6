"""Writing into an administrator's own workbook: named cells change, every other byte stays as it was."""
