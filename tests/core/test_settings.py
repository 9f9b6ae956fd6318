"""Production, as a process of its own: settings are read once."""

import json
import os
import subprocess
import sys

import pytest

from tests.house.storeys import ROOT

SECRETS = {
    "SECRET_KEY": "k" * 60,
    "DATABASE_URL": "postgres://user:s3cr3t@database.invalid/name",
    "ALLOWED_HOSTS": "digital.example.gov.uk",
    "SITE_URL": "https://digital.example.gov.uk",
    "EMAIL_URL": "smtp+tls://user:s3cr3t@mail.invalid:587",
    "DEFAULT_FROM_EMAIL": "digital.link@example.gov.uk",
}
ASK = """
import json
from django.conf import settings
names = [name for name in dir(settings) if name.isupper()]
print(json.dumps({name: repr(getattr(settings, name)) for name in names}))
"""


def start(**environment):
    clean = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env={
            **clean,
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DJANGO_ENV": "production",
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture(scope="module")
def production():
    started = start(**SECRETS)
    assert started.returncode == 0, started.stderr
    return json.loads(started.stdout)


@pytest.mark.parametrize("missing", SECRETS)
def test_production_refuses_to_start_without_a_secret_and_says_which(missing):
    started = start(**{**SECRETS, missing: ""})

    assert started.returncode != 0
    last = started.stderr.strip().splitlines()[-1]
    assert f"Production needs these environment variables: {missing} (" in last
    assert not [name for name in SECRETS if name != missing and f"{name} (" in last]


def test_production_names_all_that_are_missing_at_once():
    last = start().stderr.strip().splitlines()[-1]

    assert all(name in last for name in SECRETS)


def test_production_refuses_to_show_errors_to_visitors():
    assert "DEBUG must not be on in production" in start(**SECRETS, DEBUG="true").stderr


def test_a_refusal_shows_no_secret():
    said = start(**{**SECRETS, "EMAIL_URL": ""}).stderr

    assert "s3cr3t" not in said
    assert SECRETS["SECRET_KEY"] not in said


def test_production_is_https_alone_with_cookies_to_match(production):
    chosen = {
        name: production[name]
        for name in (
            "DEBUG",
            "SECURE_SSL_REDIRECT",
            "SESSION_COOKIE_SECURE",
            "CSRF_COOKIE_SECURE",
            "SECURE_HSTS_SECONDS",
            "STAFF_SECOND_FACTOR_REQUIRED",
            "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN",
            "ALLOWED_HOSTS",
        )
    }
    assert chosen == {
        "DEBUG": "False",
        "SECURE_SSL_REDIRECT": "True",
        "SESSION_COOKIE_SECURE": "True",
        "CSRF_COOKIE_SECURE": "True",
        "SECURE_HSTS_SECONDS": "31536000",
        "STAFF_SECOND_FACTOR_REQUIRED": "True",
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": "False",
        "ALLOWED_HOSTS": "['digital.example.gov.uk']",
    }


def test_nothing_calls_out_to_the_internet(production):
    assert (
        production["WAGTAIL_ENABLE_UPDATE_CHECK"],
        production["WAGTAIL_ENABLE_WHATS_NEW_BANNER"],
        production["WAGTAIL_GRAVATAR_PROVIDER_URL"],
    ) == ("False", "False", "None")


def test_the_access_log_holds_no_query_string_and_no_referrer():
    conf = {}
    exec(
        compile((ROOT / "gunicorn.conf.py").read_text(), "gunicorn.conf.py", "exec"),
        {"__file__": __file__, **conf},
        conf,
    )

    # %(r)s is the whole request line, %(q)s the query, %(f)s the referrer.
    assert "%(U)s" in conf["access_log_format"]
    for holding in ("%(r)s", "%(q)s", "%(f)s", "{raw_uri}", "%(h)s", "%(u)s"):
        assert holding not in conf["access_log_format"]


def test_a_running_site_writes_no_words_of_an_error_into_its_log(production):
    assert "core.logs.KindsOfErrors" in production["LOGGING"]


def test_no_document_is_taken_that_a_browser_would_run(production):
    taken = set(json.loads(production["WAGTAILDOCS_EXTENSIONS"].replace("'", '"')))

    assert taken & {"html", "htm", "svg", "xhtml", "xml", "js", "mjs", "swf"} == set()
    assert {"pdf", "odt", "docx"} <= taken
