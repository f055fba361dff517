"""What a translation must carry over whatever it says: numbers and number words, dates, addresses, names."""
