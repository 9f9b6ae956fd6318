"""The tests' own surroundings do what the other tests rely on."""

import contextlib
import os
import socket
import urllib.request

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection

from core.roles import COORDINATORS
from pages.models import HomePage
from tests import network, starting_rows
from tests.factories.accounts import make_superuser


def test_a_look_up_of_another_machine_is_refused():
    with pytest.raises(network.NetworkRefusedError):
        socket.getaddrinfo("example.org", 443)

    assert network.attempts == ["example.org"]
    network.attempts.clear()


def test_a_connection_to_another_machine_is_refused_and_remembered_when_swallowed():
    with contextlib.suppress(OSError):
        urllib.request.urlopen("http://192.0.2.1/", timeout=1)

    assert network.attempts == ["192.0.2.1"]
    network.attempts.clear()


def test_this_machine_may_be_connected_to():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        with socket.create_connection(("localhost", server.getsockname()[1]), timeout=5):
            pass

    assert network.attempts == []


@pytest.mark.django_db
def test_the_sqlite_test_database_is_a_file_of_this_run_alone(tmp_path_factory):
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")

    assert os.path.dirname(connection.settings_dict["NAME"]) == str(tmp_path_factory.getbasetemp())


def test_pages_of_errors_do_not_show_the_workings():
    assert settings.DEBUG is False


@pytest.mark.django_db(transaction=True)
def test_the_rows_that_were_there_are_put_back_as_they_were():
    before = starting_rows.read()
    make_superuser()
    HomePage.objects.all().delete()
    Group.objects.all().delete()

    starting_rows.put_back(before)

    assert starting_rows.read() == before
    assert Group.objects.filter(name=COORDINATORS).exists()
    assert HomePage.objects.count() == 1
