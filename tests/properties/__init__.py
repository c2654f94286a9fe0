"""Laws that hold for every request, tried on patients generated near those for whom a card speaks."""
