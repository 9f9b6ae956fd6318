"""The site as it runs in production, in processes of its own on this process's own database.

    with Site(folder, mail_port=…) as site:     # gunicorn, with the settings that it has in production
        site.start_worker()                     # and whoever sends the messages

What a process says is in `folder`, a file for each.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.db import connection

from tests.house.storeys import ROOT

HOST = "digital.example"
BEGUN = "The worker is looking for messages to send."
PATIENCE = 60  # seconds for anything at all: machines that test are busy


def database_url():
    """Where other processes find the database that this one uses."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"


def wait_until(so, pause=0.001):
    end = time.monotonic() + PATIENCE
    while not so():
        if time.monotonic() > end:
            raise TimeoutError("It did not come to be.")
        time.sleep(pause)


class Site:
    """`app` None: the site itself. `processes` None: as many as the database is for, four or one."""

    def __init__(self, folder, *, mail_port=9, processes=None, threads=4, app=None):
        self.folder = folder
        self.app = app
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.port = self.socket.getsockname()[1]
        self.log = folder / "web.log"
        self.web = None
        self.workers = []
        self.killed = set()
        self.environment = {
            **os.environ,
            "DJANGO_ENV": "production",
            "DEBUG": "false",
            "SECRET_KEY": "k" * 60,
            "DATABASE_URL": database_url(),
            "ALLOWED_HOSTS": HOST,
            "SITE_URL": f"https://{HOST}",
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "DEFAULT_FROM_EMAIL": settings.DEFAULT_FROM_EMAIL,
            "STATIC_ROOT": str(folder / "static"),
            "TRUSTED_PROXY_COUNT": "1",
            "ACCESS_LOG": str(folder / "access.log"),
            "WEB_CONCURRENCY": str(processes or {"sqlite": 1}.get(connection.vendor, 4)),
            "WEB_THREADS": str(threads),
            # Listened to here, so that nobody else takes the port, and who comes while it restarts is kept waiting.
            "BIND": f"fd://{self.socket.fileno()}",
        }

    def __enter__(self):
        collecting = self.manage("collectstatic", "--noinput", "--verbosity", "0")
        if collecting.wait(timeout=PATIENCE):
            raise RuntimeError((self.folder / "collectstatic.log").read_text())
        with self.log.open("ab") as log:
            self.web = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", *([self.app] if self.app else [])],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                pass_fds=[self.socket.fileno()],
            )
        return self

    def __exit__(self, *wrong):
        for process in (self.web, *self.workers):
            process.terminate()
        for process in (self.web, *self.workers):
            try:
                process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.socket.close()

    def manage(self, *command):
        with (self.folder / f"{command[0]}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    def start_worker(self):
        worker = self.manage("worker", "--pause", "0.01")
        self.workers.append(worker)
        return worker

    def wait_for_workers(self):
        """Until each that was started has begun."""
        log = self.folder / "worker.log"
        wait_until(lambda: log.read_text().count(BEGUN) == len(self.workers), pause=0.1)

    def web_processes(self):
        """Those that answer, by what gunicorn wrote of them."""
        booted = map(int, re.findall(r"Booting worker with pid: (\d+)", self.log.read_text()))
        return [pid for pid in booted if pid not in self.killed]

    def kill_web_process(self, pid):
        """As the machine does when memory runs out: it cannot be listened for."""
        self.killed.add(pid)
        os.kill(pid, signal.SIGKILL)
