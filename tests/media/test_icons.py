"""Icons: every one of Lucide becomes a path inside its square, arcs meet their ends, unknown names are known."""

from __future__ import annotations

import math

import pytest

from talkdeck.media import icons
from talkdeck.model.page import Curve, LineTo, Move

SIDE = 24_000


def test_every_icon_stays_in_its_square() -> None:
    names = list(icons._texts())
    assert len(names) > 1500
    for name in names[::7]:
        steps = icons.icon(name, SIDE)
        assert steps, name
        assert isinstance(steps[0], Move), name
        for step in steps:
            if isinstance(step, Move | LineTo | Curve):
                assert 0 <= step.x <= SIDE, name
                assert 0 <= step.y <= SIDE, name


def test_an_older_name_leads_to_the_icon() -> None:
    assert icons.icon("house", SIDE) == icons.icon("home", SIDE)


def test_an_unknown_name() -> None:
    assert icons.icon("rockett", SIDE) is None
    assert icons.similar("rockett")[0] == "rocket"
    assert icons.similar("Rocket")[0] == "rocket"
    assert icons.similar("火箭") == ()


def segments(data: str) -> list[tuple[str, tuple[float, ...]]]:
    return [(letter, tuple(round(n, 3) for n in numbers)) for letter, numbers in icons.path_segments(data)]


def test_lines_are_absolute() -> None:
    drawn = [("M", (2, 3)), ("L", (4, 3)), ("L", (4, 7)), ("L", (5, 8)), ("Z", ()), ("L", (3, 4))]
    assert segments("m2 3h2v4l1 1zl1 1") == drawn
    assert segments("M2 3H4V7L5 8ZL3 4") == drawn


def test_further_pairs_of_a_move_draw_lines() -> None:
    assert segments("M1 2 3 4") == [("M", (1, 2)), ("L", (3, 4))]


def test_a_smooth_curve_mirrors_the_handle_before() -> None:
    assert segments("M0 0C0 1 1 2 2 2S4 3 4 4")[2] == ("C", (3, 2, 4, 3, 4, 4))
    assert segments("M1 1S4 3 4 4")[1] == ("C", (1, 1, 4, 3, 4, 4))


def test_a_quadratic_curve_becomes_cubic() -> None:
    assert segments("M0 0Q3 3 6 0")[1] == ("C", (2, 2, 4, 2, 6, 0))
    assert segments("M0 0Q3 3 6 0T12 0")[2] == ("C", (8, -2, 10, -2, 12, 0))


def test_flags_of_an_arc_need_no_blanks() -> None:
    assert segments("M12 2a2 2 0 012 2") == segments("M12 2 A 2 2 0 0 1 14 4")


@pytest.mark.parametrize(("large", "sweep"), [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_points_of_an_arc_lie_on_its_circle(large: int, sweep: int) -> None:
    drawn = segments(f"M5 0A5 5 0 {large} {sweep} 0 5")
    centre = (0, 0) if large != sweep else (5, 5)
    assert drawn[-1][1][-2:] == (0, 5)
    x, y = 5.0, 0.0
    for _, (x1, y1, x2, y2, x3, y3) in drawn[1:]:
        middle = ((x + 3 * x1 + 3 * x2 + x3) / 8, (y + 3 * y1 + 3 * y2 + y3) / 8)
        for point in (middle, (x3, y3)):
            assert math.dist(point, centre) == pytest.approx(5, abs=0.01)
        x, y = x3, y3
    assert len(drawn) - 1 == (3 if large else 1)


def test_an_arc_too_small_for_its_ends_grows() -> None:
    assert segments("M0 0A1 1 0 0 1 10 0")[-1][1][-2:] == (10, 0)


def test_the_clock_is_inside_its_square() -> None:
    assert all(0 <= getattr(step, axis, 0) <= SIDE for step in icons.clock(SIDE) for axis in ("x", "y"))
