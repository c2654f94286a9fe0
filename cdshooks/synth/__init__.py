"""Synthetic populations: invented ILD clinics as a Bulk Data export has them, and the truth about each.

Made first is the person (disease, steroid course, prophylaxis, results), by chance. Then the record is
written from the person as real records are: at several levels of coding, in several units, with data missing.
The truth about a person is worked out from the person alone, by the clinical reference. Nothing is imported
from the rooms that judge records, nor from the cards: what they find is held against it.
"""
