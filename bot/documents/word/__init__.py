"""Word documents (.docx, ECMA-376 part 1): paragraphs with the numbers that Word shows, tables, text boxes."""
