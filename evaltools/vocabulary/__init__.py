"""Words that people write in tables: headings, answers of usual scales, look-alike letters."""
