"""The browser fixtures notice what they are there to notice."""

import pytest


def test_axe_finds_a_picture_without_words(page, axe):
    page.set_content("<html lang=en><title>A picture</title><main><h1>A</h1><img src='data:,'></main></html>")

    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


def test_axe_passes_a_plain_page(page, axe):
    page.set_content("<html lang=en><title>Words</title><main><h1>Words</h1><p>Plain.</p></main></html>")

    axe(page)


def test_a_page_that_asks_another_host_is_noticed(page):
    page.set_content("<img src='http://other.example/picture.png' alt=''>")

    assert page.faults == [f"{page.url} asked another host: http://other.example/picture.png"]
    page.faults.clear()


def test_a_page_wider_than_a_small_window_is_noticed(small_page, no_sideways_scroll):
    small_page.set_content(
        "<meta name=viewport content='width=device-width'><body style='margin: 0'><div style='width: 400px'>wide</div>"
    )

    with pytest.raises(AssertionError, match="80 pixels wider"):
        no_sideways_scroll(small_page)


def test_a_plain_page_runs_no_script(plain_page):
    plain_page.set_content("<p>before</p><script>document.querySelector('p').textContent = 'after'</script>")

    assert plain_page.inner_text("p") == "before"
