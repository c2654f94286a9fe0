"""Synthetic populations: invented ILD clinics as a Bulk Data export has them, and what each patient was made to be.

Made first is the person (disease, steroid course, prophylaxis, results), by chance; then the record is written
from the person, as real records are written: at several levels of coding, in several units, with data missing.
The truth about a person is worked out from the person alone, by the clinical reference. Nothing here is
imported from the rooms that judge records or from the cards: what they find is held against it.
"""
