"""``python -m benchmarks.fewer nine``: the demo service as it is, with the first so many of its cards."""

from __future__ import annotations

import click

from cdshooks.records.metrics_folder import share_counts


@click.command()
@click.argument("first", type=click.Choice(["nine", "thirty"]))
@click.option("--port", type=int, required=True)
@click.option("--workers", type=int, required=True)
def main(first: str, port: int, workers: int) -> None:
    """Serve the first nine or thirty cards, on record and counted as all of them are."""
    # Where each process counts is said before the library of metrics is loaded, which all of these do.
    share_counts()
    from benchmarks.growth import FIRST_NINE, FIRST_THIRTY, engine_with
    from cdshooks.app import create_app
    from cdshooks.records.records import Records
    from cdshooks.service import NO_SITE, ClinicalEngine
    from cdshooks.settings import Settings
    from cdshooks.web.server import Server

    settings = Settings(demo=True, port=port, workers=workers)
    plan = engine_with(FIRST_NINE if first == "nine" else FIRST_THIRTY).plan
    records = Records(settings, plan.snoozing)
    records.prepare()
    app = create_app(settings, ClinicalEngine(plan, settings, NO_SITE, records), site=NO_SITE)
    Server(app, settings, in_worker=records.start, at_end=records.end).run()


if __name__ == "__main__":
    main()
