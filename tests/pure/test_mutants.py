"""What `make soak` hunts is what there is: it ends before it begins where a name of it is wrong."""

from tests.pure.mutants import mutants
from tests.pure.same import SAME


def test_whatever_is_called_the_same_is_a_mutant() -> None:
    assert SAME.keys() - {(each.inside, each.what) for each in mutants()} == set()
