"""The web server in production: `gunicorn` beside this file is all it takes.

Each setting that differs between machines comes from the environment, as the site's own do.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
# `site/` is a plain folder on the import path: Python already has a module called `site`. Gunicorn's own `pythonpath`
# setting comes too late for `gunicorn --check-config`.
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

wsgi_app = "config.wsgi:application"

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
# Somebody who pastes a whole letter into "Where are you?" gets a helpful page, not the server's own refusal.
limit_request_line = 32_768
graceful_timeout = 30
# A worker is replaced now and then, at a different moment for each, so that none grows old and large.
max_requests = 5000
max_requests_jitter = 500

# Nobody steers a running server through a socket: it is restarted.
control_socket_disable = True

# No query strings in the log: a search can hold a postcode, and a link its secret.
accesslog = os.environ.get("ACCESS_LOG", "-")
access_log_format = '%(t)s "%(m)s %(U)s %(H)s" %(s)s %(B)s %(M)sms'
