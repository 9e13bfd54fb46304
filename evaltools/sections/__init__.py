"""The sections of the pages: sentence, chart, table and base line of one question each."""
