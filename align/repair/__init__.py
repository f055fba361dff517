"""What is put right around the model: headlines before it; slips, quotation marks, words left in Indonesian after it."""
