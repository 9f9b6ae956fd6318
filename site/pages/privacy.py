FIELDS = {
    "pages.HomePage": {"neither": "page_ptr headline lead"},
    "pages.ChampionsAreaPage": {"neither": "page_ptr"},
    "pages.ForChampionsPage": {"neither": "page_ptr kind summary body meets_at where"},
    "pages.ContentPage": {"neither": "page_ptr summary body"},
}
