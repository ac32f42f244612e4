"""Fixtures: the toy brand, its deck, and the deck written."""

from __future__ import annotations

import pytest

from talkdeck.brand.model import Brand
from talkdeck.model.page import Pages
from tests.pptx.toy import toy_brand, toy_pages, written


@pytest.fixture(scope="session")
def brand() -> Brand:
    return toy_brand()


@pytest.fixture(scope="session")
def pages(brand: Brand) -> Pages:
    return toy_pages(brand)


@pytest.fixture(scope="session")
def package(pages: Pages, brand: Brand) -> bytes:
    return written(pages, brand)


@pytest.fixture(scope="session")
def narrow_package() -> bytes:
    brand = toy_brand("4:3")
    return written(toy_pages(brand), brand)
