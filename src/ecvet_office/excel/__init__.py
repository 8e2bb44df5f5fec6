"""The add-in's Python side: custom functions, and actions on an open workbook; alone in importing xlwings."""
