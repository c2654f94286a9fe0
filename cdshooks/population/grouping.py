"""What DuckDB is asked: whose each line of an export is, and into which bucket that patient falls."""

from __future__ import annotations

from pathlib import Path

REQUEST, RECORD = "#request", "#record"
"""The kind of a line that is no single resource: a recorded hook request; a whole record."""

ASIDE, PRODUCTS = -1, -2
"""The buckets of what is no patient's: lines that are left out, with why; each Medication, by its id."""

BROKEN = "broken"

A_BUNDLE = "a Bundle in a file whose first line is no Bundle with a Patient"
"""Why such a line is left aside: single resources are sorted by what each says of its patient."""

AS_PARQUET = "(FORMAT parquet, PARTITION_BY (bucket), COMPRESSION lz4, OVERWRITE_OR_IGNORE)"

_ELEMENTS = (
    "$.resourceType",
    "$.id",
    "$.subject.reference",
    "$.patient.reference",
    "$.subject",
    "$.patient",
    "$.medicationReference.reference",
    "$.medication.reference.reference",
    "$.medication.reference",
    "$.hook",
    "$.context.patientId",
)


def bucket_files(folder: Path, bucket: int) -> list[Path]:
    """The files below a folder of buckets that hold the lines of one of them."""
    return sorted(folder.glob(f"*/bucket={bucket}/*.parquet"))


def bucket_of_patient(count: int) -> str:
    """The bucket of a row's patient, of so many."""
    return f"CAST(hash(patient) % {count} AS INTEGER)"


def _bare(element: int) -> str:
    """The element where it is text; of an object DuckDB gives its JSON."""
    return f"CASE WHEN e[{element}] NOT LIKE '{{%' AND e[{element}] NOT LIKE '[%' THEN e[{element}] END"


def _unversioned(reference: str) -> str:
    return f"rtrim(split_part({reference}, '/_history/', 1), '/')"


def _last_segment(reference: str) -> str:
    """The id in a reference: relative, absolute, versioned or ``urn:uuid:``."""
    return f"regexp_extract({_unversioned(reference)}, '([^/:]*)$', 1)"


def _type_before_the_id(reference: str) -> str:
    return f"regexp_extract({_unversioned(reference)}, '([^/]+)/[^/]*$', 1)"


# A reference to a Group or a Device may end with the id of some patient.
_OWNER = f"""CASE
    WHEN starts_with(owner, 'Patient/') AND NOT contains(substr(owner, 9), '/') THEN substr(owner, 9)
    WHEN {_type_before_the_id("owner")} IN ('', 'Patient')
    THEN {_last_segment("owner")}
END"""

_IN_FILES = """(
    SELECT json, CAST(split_part(parse_filename(filename), '.', 1) AS INTEGER) AS file
    FROM read_ndjson_objects($files, ignore_errors = true, filename = true)
)"""

_SORTED = f"""
WITH told AS (
    SELECT json, file, TRY(json_extract_string(json, {list(_ELEMENTS)})) AS e FROM {{lines}}
), named AS (
    SELECT json, file, e[1] AS type, e[2] AS id, e[10] AS hook, e[11] AS chart,
        coalesce(e[3], e[4], {_bare(5)}, {_bare(6)}) AS owner,
        coalesce(e[7], e[8], {_bare(9)}) AS drug
    FROM told
), owned AS (
    SELECT json, file,
        CASE WHEN hook IS NOT NULL THEN '{REQUEST}' ELSE type END AS kind,
        CASE WHEN hook IS NOT NULL THEN chart WHEN type = 'Patient' THEN id ELSE {_OWNER} END AS patient,
        CASE WHEN type = 'Medication' THEN id
            WHEN drug IS NOT NULL THEN {_last_segment("drug")} END AS product
    FROM named
), sorted AS (
    SELECT *, CASE
        WHEN kind IS NULL THEN '{BROKEN}'
        WHEN kind = 'Bundle' THEN '{A_BUNDLE}'
        WHEN kind <> '{REQUEST}' AND NOT list_contains($types, kind) THEN 'of a type that no card reads'
        WHEN kind = 'Medication' THEN NULL
        WHEN coalesce(patient, '') = '' THEN 'names no patient'
    END AS why
    FROM owned
)
SELECT
    CASE WHEN why IS NULL AND kind <> 'Medication' THEN patient END AS patient,
    kind,
    CASE WHEN why IS NULL THEN CAST(json AS VARCHAR) END AS line,
    file,
    coalesce(why, product) AS product,
    CASE WHEN why IS NOT NULL THEN {ASIDE} WHEN kind = 'Medication' THEN {PRODUCTS}
        ELSE {{bucket}} END AS bucket
FROM sorted
"""

LINES = _SORTED.replace("{lines}", _IN_FILES)
"""Rows of (patient, kind, line, file, product, bucket) from the files ``$files`` (each called by its number),
of resources of the types ``$types``. ``product`` is the id of the Medication that a drug points to.
"""

ARRIVING_LINES = _SORTED.replace("{lines}", "arriving")
"""The same rows from the table ``arriving`` of lines (json, file): they were read by somebody else."""

COUNTS = f"""
SELECT file, product, count(*) FROM read_parquet($files, hive_partitioning = true)
WHERE bucket = {ASIDE} GROUP BY ALL
"""
"""How often what was left aside, by file and why."""

JOINED_PRODUCTS = """
SELECT DISTINCT patient, kind, line, file, CAST(NULL AS STRING) AS product, bucket
FROM (
    SELECT DISTINCT patient, bucket, product FROM {grouped} WHERE product IS NOT NULL
) JOIN (
    SELECT product, kind, line, file FROM {products}
) USING (product)
"""
"""Each Medication once for every patient whose drugs point to it: for DuckDB and Spark alike."""
