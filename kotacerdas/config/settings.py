"""One settings file; every difference between machines is an environment variable read in the first section."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from kotacerdas.config import env, logs

# --- What a machine may set (docs/reference/settings.md explains each) -------------------------------------

BASE = Path(__file__).resolve().parents[2]
PACKAGE = BASE / "kotacerdas"
STATE = env.folder("KOTACERDAS_DATA", BASE / "var")
DEBUG = env.flag("DEBUG", False)
DEMO = env.flag("DEMO", False)
SECRET_KEY = env.secret("SECRET_KEY", kept_in=STATE / "secret-key")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("TRUSTED_ORIGINS", "")
HTTPS = env.flag("HTTPS", False)
PROXIES = env.number("PROXIES", 0, most=5)
WORKERS = env.number("WORKERS", 2, least=1, most=64)
DEFAULT_CITY = env.text("DEFAULT_CITY", "64.71")
SITE_URL = env.site("SITE_URL", "http://localhost:8000")
MAIL = env.mail("MAIL_URL")
MAIL_FROM = env.sender("MAIL_FROM", is_needed=MAIL is not None)
OIDC_ISSUER = env.issuer("OIDC_ISSUER")
OIDC_CLIENT_ID = env.text("OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = env.text("OIDC_CLIENT_SECRET", "")
OIDC_NAME = env.text("OIDC_NAME", "SSO")
if OIDC_ISSUER and not OIDC_CLIENT_ID:
    raise env.BadSetting("OIDC_CLIENT_ID", "is needed with OIDC_ISSUER")
LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", among=["DEBUG", "INFO", "WARNING", "ERROR"])
DATABASES = {"default": env.database("DATABASE_URL", sqlite_file=STATE / "kotacerdas.sqlite3")}
BLOBS_URL = env.bucket("BLOBS_URL")
EVIDENCE_MOST_MB = env.number("EVIDENCE_MOST_MB", 200, least=1, most=1000)
CLAMD = env.scanner("CLAMD")
EVIDENCE_DENSE = env.flag("EVIDENCE_DENSE", False)
EVIDENCE_NEEDS_SCAN = env.flag("EVIDENCE_NEEDS_SCAN", False)
TRUST_ROOTS = env.text("TRUST_ROOTS", "")
if EVIDENCE_NEEDS_SCAN and not CLAMD:
    raise env.BadSetting("EVIDENCE_NEEDS_SCAN", "needs CLAMD")
BACKUP_TO = env.text("BACKUP_TO", "")
BACKUP_KEEP = env.number("BACKUP_KEEP", 14, least=1, most=1000)
BACKUP_PASSPHRASE_FILE = env.text("BACKUP_PASSPHRASE_FILE", "")
BACKUP_PASSPHRASE = env.text("BACKUP_PASSPHRASE", "")

REFERENCE_DATA = BASE / "data"
AREA_DATA = BASE / "node_modules" / "idn-area-data" / "data"

# --- Apps and the way of a request -------------------------------------------------------------------------

INSTALLED_APPS = [
    "kotacerdas.portal",
    "kotacerdas.office",
    "kotacerdas.backup",
    "kotacerdas.selfassessment",
    "kotacerdas.panel",
    "kotacerdas.recommendations",
    "kotacerdas.evaluation",
    "kotacerdas.siting",
    "kotacerdas.coverage",
    "kotacerdas.connectivity",
    "kotacerdas.wifi",
    "kotacerdas.terrain",
    "kotacerdas.masterplan",
    "kotacerdas.indicators",
    "kotacerdas.evidence",
    "kotacerdas.instruments",
    "kotacerdas.accounts",
    "kotacerdas.discussion",
    "kotacerdas.followup",
    "kotacerdas.letters",
    "kotacerdas.privacy",
    "kotacerdas.notices",
    "kotacerdas.geography",
    "kotacerdas.people",
    "kotacerdas.imports",
    "kotacerdas.events",
    "kotacerdas.files",
    "kotacerdas.search",
    "kotacerdas.jobs",
    "kotacerdas.planner",
    "kotacerdas.audit",
    "kotacerdas.common",
    "django_linear_migrations",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kotacerdas.common.requests.log_request",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages shrink to an eighth. It adds random bytes to each, so that lengths give no secret away (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "kotacerdas.common.requests.refuse_unread",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kotacerdas.accounts.middleware.trust_second_factor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kotacerdas.common.requests.explain_storage_trouble",
]

ROOT_URLCONF = "kotacerdas.config.urls"
WSGI_APPLICATION = "kotacerdas.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "kotacerdas.common.templatetags.formats",
                "kotacerdas.common.templatetags.components",
                "kotacerdas.common.templatetags.charts",
                "kotacerdas.common.templatetags.submissions",
                "kotacerdas.discussion.templatetags.discussion",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kotacerdas.common.context.page",
                "kotacerdas.accounts.context.sleeping_roles",
                "kotacerdas.notices.context.bell",
            ],
        },
    }
]

# --- Language, numbers, time -------------------------------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- People ------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["kotacerdas.people.accounts.SignInBackend"]
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "common:start"
LOGOUT_REDIRECT_URL = "portal:home"
SECOND_FACTOR_URL = "accounts:security"
SESSION_COOKIE_AGE = 8 * 3600
# Ours (accounts.lifetime): even a session in use ends half a day after signing in.
SESSION_LONGEST = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "kotacerdas.accounts.adapters.SignIn"
# A session ends after its hours, not with the browser: the library would ask with a box "remember me".
ACCOUNT_SESSION_REMEMBER = True
# A city hall has one address for hundreds of desks; single accounts are slowed down much earlier (5 in 5 minutes).
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,5/5m/key", "login": "30/m/ip", "change_password": "5/m/user"}

MFA_ADAPTER = "kotacerdas.accounts.adapters.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_DIGITS = 10
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
# The link in a mail with which somebody sets a new password.
PASSWORD_RESET_TIMEOUT = 3600

# One cache in the database, so that rate limits count over all workers.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries"}}

_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, object]] = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
    {"NAME": "kotacerdas.accounts.password_rules.NoCommonCore"},
]

# --- Front-end files ---------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = STATE / "static"
# Only these two folders: the packages we use bring scripts that no page of ours loads.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATICFILES_DIRS = [PACKAGE / "static", STATE / "front-end"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

# --- Safety ------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],  # maps are drawn beside the page, in a worker
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "kotacerdas.common.views.errors.csrf_failure"
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- Logs --------------------------------------------------------------------------------------------------

LOGGING_CONFIG = None
logs.configure(LOG_LEVEL)
