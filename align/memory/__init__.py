"""What was translated or approved before: one SQLite file, fuzzy matches, and exchange with files."""
