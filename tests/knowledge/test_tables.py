"""A row of a table reads as a sentence that says what its columns are. P1."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from chatref.knowledge.tables import LONGEST_NAME, WIDEST, Cell, table_lines

PLANS = [Cell("Plan", is_head=True), Cell("Price", is_head=True), Cell("Seats", is_head=True)]

texts = (
    st.text("ab. ", max_size=12)
    | st.sampled_from(["Mac", "€5", "Yes. No.", "long " * 30])
    | st.text(max_size=8)
)
cells = st.builds(
    Cell, texts.map(lambda text: " ".join(text.split())), st.booleans(), st.integers(0, 30), st.integers(0, 5)
)
tables = st.lists(st.lists(cells, max_size=6), max_size=8)


def plain(*texts: str) -> list[Cell]:
    return [Cell(text) for text in texts]


def lines(*rows: Sequence[Cell]) -> list[str]:
    return list(table_lines(rows))


def test_each_cell_has_the_name_of_its_column() -> None:
    assert lines(PLANS, plain("Pro", "€12.", "5"), plain("Team", "", "10")) == [
        "Pro – Price: €12; Seats: 5",
        "Team – Seats: 10",
    ]


def test_a_number_alone_does_not_say_what_a_row_is_of() -> None:
    assert lines(PLANS[1:], plain("€12", "5")) == ["Price: €12 – Seats: 5"]


def test_a_row_of_prose_is_read_cell_by_cell() -> None:
    """Or the second sentence of a cell would be quoted with the next column."""
    assert lines(PLANS, plain("Pro", "€12. Billed yearly.", "5")) == [
        "Pro – Price: €12. Billed yearly.",
        "Pro – Seats: 5",
    ]


def test_a_cell_over_several_rows_is_said_in_each() -> None:
    over = Cell("Pro", deep=2)
    assert lines(PLANS, [over, *plain("€12", "5")], plain("€20", "10"), plain("Team", "€40", "20")) == [
        "Pro – Price: €12; Seats: 5",
        "Pro – Price: €20; Seats: 10",
        "Team – Price: €40; Seats: 20",
    ]


def test_a_cell_over_several_columns_is_of_all_of_them() -> None:
    both = Cell("on request", wide=2)
    assert lines(PLANS, [Cell("Pro"), both]) == ["Pro – Price Seats: on request"]
    above = [Cell("Plan", is_head=True, deep=2), Cell("Per month", is_head=True, wide=2)]
    assert lines(above, PLANS[1:], plain("Pro", "€12", "5")) == [
        "Pro – Per month Price: €12; Per month Seats: 5"
    ]


def test_a_row_of_one_cell_announces_those_below_it() -> None:
    group = Cell("Templates", wide=3)
    assert lines(PLANS, [group], plain("Pro", "€12", "5")) == ["Templates:", "Pro – Price: €12; Seats: 5"]


def test_without_columns_a_row_is_named_by_its_own_heading() -> None:
    assert lines([PLANS[1], Cell("€12")], [PLANS[2], Cell("5")]) == ["Price: €12", "Seats: 5"]
    assert lines(plain("Mac", "10.15"), plain("Windows", "11")) == ["Mac – 10.15", "Windows – 11"]
    assert lines(PLANS) == ["Plan: Price; Seats"]


@given(tables)
def test_every_word_below_the_headings_is_said(rows: list[list[Cell]]) -> None:
    said = {word.strip(".:;…") for line in table_lines(rows) for word in line.split()}
    assert {
        word.strip(".:;…") for row in rows for cell in row if not cell.is_head for word in cell.text.split()
    } <= said


@given(tables)
def test_a_table_grows_with_its_cells_and_no_more(rows: list[list[Cell]]) -> None:
    """F46: a page of kilobytes is not made one of gigabytes by cells that go over many others."""
    written = sum(len(cell.text) for row in rows for cell in row)
    most = sum(len(row) for row in rows) * WIDEST * (LONGEST_NAME + 4)
    assert sum(len(line) for line in table_lines(rows)) <= 2 * written + most


@given(tables)
def test_no_line_of_a_table_is_empty_or_broken(rows: list[list[Cell]]) -> None:
    for line in table_lines(rows):
        assert line.strip()
        assert line.splitlines() == [line]
