"""PDF files with a text layer: letters with their places become lines, columns, tables and paragraphs again."""
