"""Settings, all of them, from the environment with defaults fit for development.

DJANGO_ENV is `development` (the default), `test` or `production`. Production has no
defaults for its secrets: it refuses to start and says which is missing.
"""

import sys
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
env = environ.Env()
env.read_env(ROOT / ".env")

DJANGO_ENV = env.str("DJANGO_ENV", default="development")
PRODUCTION = DJANGO_ENV == "production"
TESTING = DJANGO_ENV == "test" or "pytest" in sys.modules

if PRODUCTION:
    required = {
        "SECRET_KEY": "a long random text, known to nobody",
        "DATABASE_URL": "for example postgres://user:password@host/name",
        "ALLOWED_HOSTS": "the site's names, separated by commas",
        "SITE_URL": "the public address, for example https://digital.example.gov.uk",
        "EMAIL_URL": "for example smtp+tls://user:password@host:587",
        "DEFAULT_FROM_EMAIL": "the address that messages come from",
    }
    missing = [f"{name} ({advice})" for name, advice in required.items() if not env.str(name, default="")]
    if missing:
        raise ImproperlyConfigured("Production needs these environment variables: " + "; ".join(missing))

SECRET_KEY = env.str("SECRET_KEY", default="development-only-key-" + "x" * 40)
DEBUG = env.bool("DEBUG", default=not PRODUCTION and not TESTING)
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG must not be on in production: it shows people's details on error pages.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL] if PRODUCTION else [])

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "core.apps.CoreConfig",
    "topics.apps.TopicsConfig",
    "messaging.apps.MessagingConfig",
    "locations.apps.LocationsConfig",
    "people.apps.PeopleConfig",
    "champions.apps.ChampionsConfig",
    "events.apps.EventsConfig",
    "pages.apps.PagesConfig",
    "reports.apps.ReportsConfig",
    "demo.apps.DemoConfig",
    "recurrence",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "core.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "core.middleware.WhoIsAsking",
    "events.handed_over.HandedOver",
    "core.middleware.StaffDoor",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.programme",
            ],
            "builtins": ["django.templatetags.static"],
        },
    },
]
# Project templates may override widgets; the GOV.UK look is set form by form (core/govuk.py).
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# SQLite unless told otherwise. IMMEDIATE takes the write lock when a transaction begins,
# so two bookings cannot both read the last place before either writes.
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{ROOT / 'var' / 'digital-link.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    if not TESTING:
        Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
        ),
    }
    # A file, because an in-memory database locks its tables against threads; tests/conftest.py says which.
    DATABASES["default"]["TEST"] = {"NAME": str(ROOT / "var" / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# On SQLite too: to open the file, set it up and read what tables it has takes as long as a small page.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    "default": {"BACKEND": "core.cache.ForgivingRedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "digital-link"}
}

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_AGE = 60 * 60 * 12
# A year by default: but the privacy page promises to keep it only while somebody books, asks or is signed in.
CSRF_COOKIE_AGE = SESSION_COOKIE_AGE
# A shared library computer: personal pages forget after this long without a click.
PERSONAL_IDLE_MINUTES = 15

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/account/"
ACCOUNT_ADAPTER = "core.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""  # who it is from says it; left out, it is the name of the machine
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/ip,5/5m/key", "request_login_code": "20/h/ip,5/10m/key"}
# How many proxies of our own stand in front and add to X-Forwarded-For. Wrong, all visitors would share one throttle
# (too few), or anybody could choose an address (too many).
TRUSTED_PROXY_COUNT = ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
# The app's code of the half minute before or after counts too (RFC 6238, 5.2): clocks differ, and typing takes time.
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
STAFF_SECOND_FACTOR_REQUIRED = env.bool("STAFF_SECOND_FACTOR_REQUIRED", default=PRODUCTION)

LANGUAGE_CODE = "en-gb"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en-gb", "English")]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(ROOT / "var" / "static"))
MEDIA_URL = "/media/"
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(ROOT / "var" / "media"))
NODE_MODULES = ROOT / "node_modules"
STATICFILES_DIRS = [
    (name, folder)
    for name, folder in (
        ("govuk", NODE_MODULES / "govuk-frontend" / "dist" / "govuk"),
        ("leaflet", NODE_MODULES / "leaflet" / "dist"),
    )
    if folder.exists()
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
elif not TESTING:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = ROOT / "var" / "mail"
EMAIL_TIMEOUT = 20
# GOV.UK Notify takes the channels for which it has a template; without a key, none.
NOTIFY_API_KEY = env.str("NOTIFY_API_KEY", default="")
NOTIFY_BASE_URL = env.str("NOTIFY_BASE_URL", default="https://api.notifications.service.gov.uk")
NOTIFY_TEMPLATES = {
    channel: env.str(f"NOTIFY_{channel.upper()}_TEMPLATE", default="") for channel in ("email", "sms", "letter")
}
# What Notify says when it tells us how a message fared.
NOTIFY_CALLBACK_TOKEN = env.str("NOTIFY_CALLBACK_TOKEN", default="")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Digital Link <digital.link@example.org>")

WAGTAIL_SITE_NAME = env.str("WAGTAIL_SITE_NAME", default="Digital Link")
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # at /account/email/, where it has to be proved
WAGTAIL_ENABLE_UPDATE_CHECK = False  # these three call out to the internet
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_I18N_ENABLED = False
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
# What a browser would run, such as a page or a drawing with a script in it, is not taken.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "jpg", "odp", "ods", "odt", "pdf", "png", "pptx", "txt", "xlsx"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # it asks for DENY, but Wagtail shows previews in a frame
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

OCCURRENCE_MONTHS_AHEAD = 15
# Rows of who came, made in the background, until they are fetched; where several machines serve, one that they share.
ROWS_FILES_FOLDER = env.str("ROWS_FILES_FOLDER", default=str(ROOT / "var" / "rows-files"))
BACKUP_FOLDER = env.str("BACKUP_FOLDER", default=str(ROOT / "var" / "backups"))
BACKUPS_KEPT = env.int("BACKUPS_KEPT", default=14)
# /health/ is unwell when the last backup is older than this; 0: none is expected.
BACKUP_MAX_AGE_HOURS = env.int("BACKUP_MAX_AGE_HOURS", default=26 if PRODUCTION else 0)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            # Who develops sees the words of an error too; a running site has people's details in them.
            "class": "core.logs.KindsOfErrors" if PRODUCTION else "logging.Formatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "digital_link": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # It repeats what Notify says of a message, which may be whom it was for.
        "notifications_python_client": {"level": "CRITICAL"},
    },
}
