"""What was shown and what came of it: feedback, snoozes, the kill switch, metrics. Never patient data."""
