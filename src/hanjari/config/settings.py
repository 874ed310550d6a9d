"""Settings of the whole house; what an operator may change comes from `environment`."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from hanjari.config import environment
from hanjari.config.database import database
from hanjari.config.wheels import CHART, wheel_folders
from hanjari.kit.secrets import make_key_file

HOUSE = Path(__file__).resolve().parents[1]
HOME = environment.home()
KEY_FILE = HOME / "keys" / "seal.key"
UPLOADS = HOME / "uploads"
SEAL_LOG = HOME / "journal" / "seals.log"
DEBUG = environment.DEBUG.flag()


def _signing_key(path: Path) -> str:
    """Made once and kept in HANJARI_HOME; whoever has it can forge sessions."""
    make_key_file(path)
    return path.read_text().strip()


SECRET_KEY = _signing_key(HOME / "keys" / "signing.key")
PUBLIC_URL = environment.URL.text().rstrip("/")
_public = urlsplit(PUBLIC_URL)
_is_https = _public.scheme == "https"
PUBLIC_HOMES = environment.public_homes()
PUBLIC_HOSTS = {str(urlsplit(home).hostname): slug for slug, home in PUBLIC_HOMES.items()}
ALLOWED_HOSTS = [
    _public.hostname or "127.0.0.1",
    *environment.HOSTS.words(),
    *PUBLIC_HOSTS,
    "127.0.0.1",
    "localhost",
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
MEANING = environment.MEANING.flag()
NATS_URL = environment.NATS_URL.text()
ALLOW_PRIVATE_HOSTS = environment.PRIVATE_NETWORKS.words()

INSTALLED_APPS = [
    "hanjari.config",
    "hanjari.demo",
    "hanjari.desk",
    "hanjari.public",
    "hanjari.issues",
    "hanjari.conversations",
    "hanjari.commitments",
    "hanjari.listening",
    "hanjari.channels",
    "hanjari.journal",
    "hanjari.people",
    "hanjari.kit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.humanize",  # allauth's pages speak of times with it
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "hanjari.public.middleware.OwnHostMiddleware",  # before whatever knows sessions and cookies
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",  # strangers by their browser, members by their choice
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hanjari.people.middleware.MemberMiddleware",
]
ROOT_URLCONF = "hanjari.config.urls"
WSGI_APPLICATION = "hanjari.config.wsgi.application"

_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "hanjari.kit.web.environment.environment",
            "context_processors": ["django.contrib.messages.context_processors.messages"],
        },
    },
    {  # libraries bring Django templates; each page of allauth that we open is ours, in people/jinja2
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _CONTEXT},
    },
]

DATABASES = {"default": database(environment.DATABASE_URL.text(), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Member"
AUTHENTICATION_BACKENDS = ["hanjari.people.backend.MemberBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "hanjari.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # the others end, this one stays
ACCOUNT_EMAIL_NOTIFICATIONS = bool(environment.SMTP_URL.text())
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_FORMS = {"reset_password": "hanjari.people.forms.entrance.AskForLinkForm"}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # strangers get no mail from us
MFA_ADAPTER = "hanjari.people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come from an administrator
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _is_https
MFA_TOTP_ISSUER = "Hanjari"
MFA_TOTP_TOLERANCE = 1  # a phone may be half a minute off (RFC 6238 section 5.2)
ALLAUTH_TRUSTED_PROXY_COUNT = int(environment.PROXIES.text())
USERSESSIONS_TRACK_ACTIVITY = False

CACHES = {  # counts log-in attempts over all workers; `config.apps` makes the table
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
SESSION_ENGINE = "hanjari.people.sessions"  # in the database: an ended session ends in every worker
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _is_https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _is_https else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "hanjari.desk.views.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_TEMP_DIR = None

ROUNDS_PER_MINUTE = int(environment.ROUNDS.text())

LANGUAGE_CODE = environment.LANGUAGE.text()
LANGUAGES = [("ko", "한국어"), ("en", "English")]  # each in its own words
TIME_ZONE = environment.TIME_ZONE.text()
USE_TZ = USE_I18N = True
LOCALE_PATHS = sorted((HOUSE / "channels" / "kinds").glob("*/locale"))  # a kind is one whole folder

STATIC_URL = "/static/"
STATICFILES_DIRS = [("chart", folder) for folder in wheel_folders("unfold", CHART)]
STATIC_ROOT = None  # served from the package by whitenoise; nothing to collect
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": UPLOADS},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

DEFAULT_FROM_EMAIL = environment.MAIL_FROM.text()
_smtp = urlsplit(environment.SMTP_URL.text())
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if _smtp.hostname
    else "django.core.mail.backends.dummy.EmailBackend"
)
EMAIL_HOST, EMAIL_PORT = _smtp.hostname or "", _smtp.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _smtp.username or "", _smtp.password or ""
EMAIL_USE_TLS = _smtp.scheme == "smtp" and bool(_smtp.username)
EMAIL_TIMEOUT = 20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.LOG_LEVEL.text()},
}
