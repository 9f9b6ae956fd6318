FIELDS = {"topics.Topic": {"neither": "id title slug area icon search_terms on_home_page order"}}
