"""What is told of the cards: review sheets, samples, FHIR export, coverage by stories, checks of drafts."""
