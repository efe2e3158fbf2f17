"""`python -m suyuan scan | watch | import | sample | evaluate | benchmark | package | verify | casework`."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import duckdb
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from suyuan.casework.cli import commands as casework
from suyuan.engines.settings import SettingError, cluster_of, parse
from suyuan.engines.spark import ClusterError
from suyuan.stopping import stoppable

app = typer.Typer(
    help="Suyuan (溯源): from a suspicious price to the shop, the ring and the source.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(casework, name="casework")
# What DuckDB raises, by where it stood, when the disk or the memory is full.
OUT_OF_ROOM = (
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
    duckdb.FatalException,
)
Also = Annotated[list[Path] | None, typer.Option(help="Further folders with rows of the same tables.")]
Engine = Annotated[str, typer.Option(help="What runs the queries: duckdb or spark.")]
Master = Annotated[
    str | None, typer.Option(help="The Spark cluster's URL, e.g. spark://host:7077; or SUYUAN_SPARK.")
]
Threads = Annotated[int | None, typer.Option(min=1, help="Processors to use; all of them by default.")]
Memory = Annotated[str | None, typer.Option(help="Memory to use at most, e.g. 6GB.")]
errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def _stop(message: str, code: int = 2) -> NoReturn:
    errors.print(" ".join(str(message).split()))
    raise typer.Exit(code)


@app.command()
def scan(
    extracts: Annotated[Path, typer.Option(help="Folder with the extracts.")],
    findings: Annotated[Path, typer.Option(help="Folder the findings are put in.")],
    also: Also = None,
    engine: Engine = "duckdb",
    master: Master = None,
    threads: Threads = None,
    memory: Memory = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep of the findings in force what no changed file touches.")
    ] = False,
    timings: Annotated[Path | None, typer.Option(help="CSV that gets the cost of each query.")] = None,
) -> None:
    """Scan the extracts and put the findings in force."""
    from suyuan import scan as scanning
    from suyuan.intake import InputError
    from suyuan.steps import write_timings

    try:
        cluster = cluster_of(engine, master)
    except SettingError as error:
        _stop(str(error))
    hold_on = stoppable()
    columns = (TextColumn("{task.description:<28}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
    screen = Console(stderr=True)
    # Off a terminal the bar would leave blank lines: an error is one line on stderr and nothing else.
    with Progress(
        *columns, TimeElapsedColumn(), console=screen, transient=True, disable=not screen.is_terminal
    ) as bar:
        task = bar.add_task("intake")

        def show(done: int, total: int, name: str) -> None:
            hold_on()
            bar.update(task, completed=done, total=total, description=name)
            if not screen.is_terminal and done:
                print(f"progress {done} {total} {name}", file=sys.stderr, flush=True)

        try:
            outcome = scanning.run(
                extracts,
                findings,
                also=also or (),
                threads=threads,
                memory_limit=memory,
                cluster=cluster,
                take_over=keep,
                progress=show,
            )
        except (InputError, SettingError) as error:
            bar.stop()
            _stop(str(error))
        except ClusterError as error:
            bar.stop()
            _stop(f"the cluster stopped the scan, the findings before it stay in force: {error}", 1)
        except scanning.ScanBusyError as error:
            bar.stop()
            _stop(f"{error}; wait for it to end", 1)
        except scanning.EngineFaultError as error:
            bar.stop()
            _stop(
                f"DuckDB failed twice, the findings before the scan stay in force; run it again: {error}", 1
            )
        except RuntimeError:
            hold_on()
            raise
        except (OSError, *OUT_OF_ROOM) as error:
            bar.stop()
            _stop(f"the scan stopped, the findings before it stay in force: {error}", 1)
    if timings is not None:
        try:
            write_timings(outcome.ran, timings)
        except OSError as error:
            _stop(f"the findings are in force, the timings could not be written: {error}", 1)
    off = "; ".join(outcome.signals_off) or "none"
    print(
        f"scan {outcome.scan_id}: {outcome.shops:,} shops, {outcome.suspects:,} suspect, "
        f"{outcome.rejected:,} rows kept out, signals off: {off}"
    )


@app.command()
def watch(
    extracts: Annotated[Path, typer.Option(help="Folder with the extracts.")],
    findings: Annotated[Path, typer.Option(help="Folder the findings are put in.")],
    every: Annotated[float, typer.Option(min=0.1, help="Seconds between two looks at the folder.")] = 60,
    also: Also = None,
    engine: Engine = "duckdb",
    master: Master = None,
    threads: Threads = None,
    memory: Memory = None,
) -> None:
    """Look at the extracts every so often and scan what new and changed files touch."""
    from suyuan import watch as watching

    try:
        if memory is not None:
            parse(memory)
        cluster = cluster_of(engine, master)
    except SettingError as error:
        _stop(str(error))
    options = {"threads": threads, "memory_limit": memory, "cluster": cluster}
    watched = watching.Watch(extracts, findings, also or (), options=options)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda told, _frame: sys.exit(watched.stop(told)))
    watching.run(watched, every, lambda line: print(line, flush=True))


@app.command("import")
def import_(
    mapping: Annotated[Path, typer.Option(help="YAML file that maps columns and units.")],
    source: Annotated[Path, typer.Option("--from", help="CSV, XLSX or Parquet file, or a folder of them.")],
    extracts: Annotated[Path, typer.Option(help="Folder the extracts are put in.")],
) -> None:
    """Bring files with other column names and units into the contract's shape."""
    from suyuan.intake import InputError
    from suyuan.mapping import run_import

    try:
        print(run_import(mapping, source, extracts))
    except InputError as error:
        _stop(str(error))


@app.command()
def sample(
    out: Annotated[Path, typer.Option(help="Folder that gets extracts/ and truth/.")],
    orders: Annotated[int, typer.Option(min=1_000, help="Order lines to invent.")] = 200_000,
    seed: Annotated[int, typer.Option(help="Same seed, same marketplace.")] = 1,
    profile: Annotated[str, typer.Option(help="Which mix of shops.")] = "casebook",
) -> None:
    """Invent a marketplace, with the truth beside it."""
    from suyuan.sample import generate

    try:
        generate(orders, seed, out, profile=profile)
    except (ValueError, OSError) as error:
        _stop(str(error))


@app.command()
def evaluate(
    findings: Annotated[Path, typer.Option(help="Folder with the findings.")],
    truth: Annotated[Path, typer.Option(help="Folder with the truth.")],
) -> None:
    """Hold findings against the truth of an invented marketplace."""
    from suyuan.evaluate import report

    try:
        print(report(findings, truth))
    except (FileNotFoundError, ValueError) as error:
        _stop(str(error))


@app.command()
def benchmark(
    out: Annotated[Path, typer.Option(help="Folder that gets BENCHMARK.md and benchmark.csv.")],
    seeds: Annotated[int, typer.Option(min=1, help="Marketplaces to invent of each profile.")] = 10,
    orders: Annotated[int, typer.Option(min=1_000, help="Order lines of each.")] = 270_000,
    profile: Annotated[
        list[str] | None, typer.Option(help="Mix of shops, `NAME` or `NAME+crossed`; repeatable.")
    ] = None,
) -> None:
    """Measure the whole chain on invented marketplaces and write it down."""
    from suyuan.benchmark import run
    from suyuan.intake import InputError

    def show(done: int, total: int, name: str) -> None:
        print(f"progress {done} {total} {name}", file=sys.stderr, flush=True)

    try:
        print(run(out, profiles=profile or ("casebook",), seeds=seeds, orders=orders, progress=show))
    except (ValueError, InputError, OSError) as error:
        _stop(str(error))


@app.command()
def package(
    findings: Annotated[Path, typer.Option(help="Folder with the findings in force.")],
    extracts: Annotated[Path, typer.Option(help="Folder with the extracts they were scanned from.")],
    out: Annotated[Path, typer.Option(help="The package to make, a .zip.")],
    request: Annotated[Path | None, typer.Option(help="JSON with everything asked for and stated.")] = None,
    also: Annotated[list[Path] | None, typer.Option(help="Further folders that were scanned.")] = None,
    shop: Annotated[list[str] | None, typer.Option(help="A shop's id; repeatable.")] = None,
    ring: Annotated[list[str] | None, typer.Option(help="A ring's id; repeatable.")] = None,
    account: Annotated[list[str] | None, typer.Option(help="An account's id; repeatable.")] = None,
    case_number: Annotated[str, typer.Option(help="The case's number.")] = "",
    operator: Annotated[str, typer.Option(help="Who makes the package.")] = "",
    second_investigator: Annotated[str, typer.Option(help="Who is present as the second.")] = "",
    place: Annotated[str, typer.Option(help="Where it is made.")] = "",
    provider: Annotated[str, typer.Option(help="Who provided the data.")] = "",
    instrument_number: Annotated[str, typer.Option(help="Number of the legal instrument.")] = "",
    acting: Annotated[str, typer.Option("--as", help="Who does this, as the team's file names him.")] = "",
) -> None:
    """Make a signed evidence package of shops, rings and accounts."""
    from suyuan.evidence import command

    stated = {
        "case_number": case_number,
        "operator": operator,
        "second_investigator": second_investigator,
        "place": place,
        "provider": provider,
        "instrument_number": instrument_number,
    }
    ids = {"shops": shop or [], "rings": ring or [], "accounts": account or []}
    hold_on = stoppable()
    try:
        code, line = command.make(
            findings, extracts, out, also or [], request, ids, stated, acting, during=hold_on
        )
    except Exception:
        hold_on()
        raise
    hold_on()
    if code:
        _stop(line, code)
    print(line)


@app.command()
def verify(
    package: Annotated[Path, typer.Argument(help="The evidence package, a .zip.")],
    extracts: Annotated[
        list[Path] | None,
        typer.Option(help="Folder with the extracts: rebuild every table; further scanned folders after it."),
    ] = None,
    fingerprint: Annotated[str, typer.Option(help="The signing key's, told by another way.")] = "",
) -> None:
    """Check an evidence package, and rebuild it from the extracts."""
    from suyuan.evidence import verifying

    def show(done: int, total: int, name: str) -> None:
        print(f"progress {done} {total} {name}", file=sys.stderr, flush=True)

    verdict = verifying.verify(package, extracts or [], fingerprint=fingerprint, progress=show)
    for line in verdict.lines:
        print(" ".join(line.split()))
    raise typer.Exit(verdict.exit_code)


if __name__ == "__main__":
    app(prog_name="python -m suyuan")
