"""The tables that benchmarks print, and reads them back: Markdown, so that a person and run.py see the same."""


class Report:
    def __init__(self, title, *columns):
        print(f"\n{title}\n\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}", flush=True)

    def row(self, *values):
        """A cell is text, or a number, of which three digits are printed."""
        print(f"| {' | '.join(shown(value) for value in values)} |", flush=True)


def shown(value):
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def rows(text):
    """The rows of all tables of a text, as dictionaries by column; `table` is the line that stands above."""
    title, columns, found = "", None, []
    for line in text.splitlines():
        if not line.startswith("|"):
            title, columns = line.strip() or title, None
        elif columns is None:
            columns = cells(line)
        elif not line.startswith("|---"):
            found.append({"table": title, **dict(zip(columns, map(read, cells(line))))})
    return found


def cells(line):
    return [cell.strip() for cell in line.strip("|\n ").split("|")]


def read(cell):
    try:
        return float(cell.replace(",", ""))
    except ValueError:
        return cell
