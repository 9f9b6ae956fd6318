FIELDS = {
    "pages.HomePage": {"neither": "page_ptr headline lead"},
    "pages.ContentPage": {"neither": "page_ptr summary body"},
}
