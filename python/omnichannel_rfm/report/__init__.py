"""The report: one self-contained HTML page written from the published marts."""
