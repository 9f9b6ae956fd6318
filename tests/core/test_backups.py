import json
import tarfile
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from core.actors import Actor
from core.backups import all_backups, make_backup, restore_backup, unpack_media
from core.done import BACKUP, last_done
from core.errors import Refused
from people.actions import create_person, erase_person
from people.models import Erasure, Person
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.BACKUP_FOLDER = str(tmp_path / "backups")
    settings.MEDIA_ROOT = str(tmp_path / "media")
    (tmp_path / "media" / "images").mkdir(parents=True)
    (tmp_path / "media" / "images" / "library.jpg").write_bytes(b"a picture")
    return tmp_path


def test_a_backup_says_what_it_holds(now):
    make_person("Asha")

    folder = make_backup(now)

    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["made_at"] == now.isoformat()
    assert manifest["database"] == connection.vendor
    assert manifest["tables"]["people_person"] == 1
    assert sorted(manifest["files"]) == sorted(file.name for file in folder.iterdir() if file.name != "manifest.json")
    assert last_done(BACKUP) == {"backup": now}
    assert folder.stat().st_mode & 0o077 == 0


def test_a_restored_backup_brings_everything_back(now, folders):
    person = make_person("Asha")
    folder = make_backup(now)
    Person.objects.all().delete()
    make_person("Made later")
    (folders / "media" / "images" / "library.jpg").unlink()

    call_command("restore", str(folder), "--force")

    assert [(one.pk, one.name) for one in Person.objects.all()] == [(person.pk, "Asha")]
    assert (folders / "media" / "images" / "library.jpg").read_bytes() == b"a picture"


def test_who_was_erased_after_the_backup_is_erased_again_after_the_restore(now):
    person = make_person("Asha")
    folder = make_backup(now)
    erase_person(person, by=Actor.system(), now=now, why="asked")

    call_command("restore", str(folder), "--force")

    person.refresh_from_db()
    assert person.name == ""
    assert Erasure.objects.get().person_key == person.key


def test_who_was_erased_is_known_even_when_the_file_was_lost(now, folders):
    person = make_person("Asha")
    folder = make_backup(now)
    erase_person(person, by=Actor.system(), now=now, why="asked")
    (folders / "backups" / "erasures.csv").unlink()

    call_command("restore", str(folder), "--force")

    assert Person.objects.get().name == ""


def test_restore_refuses_to_lose_what_is_here(now):
    folder = make_backup(now)
    person = create_person(name="Asha", by=Actor.public(), now=now)

    with pytest.raises(CommandError, match="Say --force to lose what it holds"):
        call_command("restore", str(folder))

    assert list(Person.objects.all()) == [person]


def test_restore_refuses_a_damaged_backup(now):
    folder = make_backup(now)
    with (folder / "media.tar.gz").open("ab") as file:
        file.write(b"x")

    with pytest.raises(Refused, match=r"damaged: media\.tar\.gz"):
        restore_backup(folder, now=now)


def test_restore_refuses_what_is_no_whole_backup(now, folders):
    with pytest.raises(Refused, match="no whole backup"):
        restore_backup(folders, now=now)


def test_restore_refuses_a_backup_of_another_kind_of_database(now):
    folder = make_backup(now)
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "database": "oracle"}))

    with pytest.raises(Refused, match="The backup is of oracle"):
        restore_backup(folder, now=now)


def test_the_oldest_backups_go_and_the_register_of_erasures_stays(now, settings, folders):
    settings.BACKUPS_KEPT = 2
    (folders / "backups").mkdir()
    (folders / "backups" / "erasures.csv").write_text("")

    made = [make_backup(now + timedelta(days=day)) for day in range(3)]

    assert all_backups() == made[1:]
    assert (folders / "backups" / "erasures.csv").exists()


def test_half_a_backup_is_never_taken_for_one(now, monkeypatch):
    def breaks(file):
        raise OSError("The disk is full")

    monkeypatch.setattr("core.backups.pack_media", breaks)

    with pytest.raises(OSError, match="disk is full"):
        make_backup(now)

    assert all_backups() == []
    assert last_done(BACKUP) == {}


def test_backup_says_where_it_put_it(capsys):
    call_command("backup")

    assert capsys.readouterr().out.strip() == f"Made {all_backups()[0]}"


def test_uploads_come_back_on_a_python_whose_tarfile_has_no_filters(now, folders, monkeypatch):
    folder = make_backup(now)
    (folders / "media" / "images" / "library.jpg").unlink()
    monkeypatch.delattr("tarfile.data_filter", raising=False)

    restore_backup(folder, now=now, force=True)

    assert (folders / "media" / "images" / "library.jpg").read_bytes() == b"a picture"


@pytest.mark.parametrize(
    ("name", "kind"), [("../outside", tarfile.REGTYPE), ("link", tarfile.SYMTYPE), ("pipe", tarfile.FIFOTYPE)]
)
def test_nothing_in_a_backup_lands_outside_the_uploads(folders, monkeypatch, name, kind):
    monkeypatch.delattr("tarfile.data_filter", raising=False)
    wandering = tarfile.TarInfo(name)
    wandering.type, wandering.linkname = kind, "/etc/passwd"
    with tarfile.open(folders / "wandering.tar.gz", "w:gz") as packed:
        packed.addfile(wandering)

    with pytest.raises(Refused, match="does not belong there"):
        unpack_media(folders / "wandering.tar.gz")
    assert not (folders / "outside").exists()
