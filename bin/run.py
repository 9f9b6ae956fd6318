"""Bring the demonstration up: `make run`.

The database is brought up to date (and filled, if it is empty), then the web server and the worker run side by side
until Ctrl-C, or until either of them ends, which ends the other.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(port):
    refuse_a_taken_port(port)
    os.environ.setdefault("SITE_URL", f"http://{HOST}:{port}")
    os.environ.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")
    prepare_database()
    address = f"http://{HOST}:{port}/"
    print(f"\nDigital Link is at {address} and its Wagtail at {address}admin/. Ctrl-C stops it.\n", flush=True)
    run_together(["runserver", f"{HOST}:{port}"], ["worker"])


def refuse_a_taken_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            sys.exit(f"Something already listens on port {port}. Choose another: make run PORT={port + 1}")


def prepare_database():
    """Run the commands in this one process: Django takes longer to load than most of them take to run."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    print("Bringing the database up to date", flush=True)
    call_command("migrate", verbosity=0)
    call_command("load_demo", if_empty=True)
    call_command("demo_signins")


def run_together(*commands):
    """Run each command in a session of its own, so that Ctrl-C reaches us alone and we stop them in order."""
    for signal_number in STOPS:
        signal.signal(signal_number, stop_asked_for)
    running = []
    try:
        for command in commands:
            manage = [sys.executable, str(ROOT / "manage.py"), *command]
            running.append(subprocess.Popen(manage, start_new_session=True))
        while all(process.poll() is None for process in running):
            time.sleep(0.5)
    except StopAskedFor:
        print("\nStopping", flush=True)
        return
    finally:
        for signal_number in STOPS:  # whoever presses Ctrl-C again, out of patience, must not leave one running
            signal.signal(signal_number, signal.SIG_IGN)
        for process in running:
            stop(process)
    sys.exit("The web server or the worker ended by itself, so both were stopped: what it said is above.")


class StopAskedFor(Exception):
    pass


def stop_asked_for(signum, frame):
    raise StopAskedFor


def stop(process):
    """Stop a process and its children (the development server's reloader has one)."""
    for ask in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, ask)
            process.wait(timeout=10)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8000)
