"""The finder: from where somebody is to the sessions, the places and the people near them.

asked.py    what was asked, read from the address
reach.py    how far and how long to look so that the answer is not empty (pure)
venues.py   the places around somebody, read once for sessions and for places
sessions.py, places.py, people.py   the three arms
answer.py   puts them together
filters.py  the links that ask again a little differently
sketch.py   the map (pure)
"""
