"""Settings, read from the environment. The README lists each name with its default.

The portal runs either *locally* (its origin is a loopback address) or in *production* (any other origin).
There is no switch to forget: giving it a real address turns on every production check in `portal.upkeep.checks`.
"""

from pathlib import Path
from urllib.parse import urlsplit

import bootstrap
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from environs import Env
from whitenoise.compress import Compressor

from portal.pieces import csp_policy, database, read_or_make

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

# ---------------------------------------------------------------------------------------------- where we are
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "data"))).resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

PORTAL_ORIGIN = env.str("PORTAL_ORIGIN", f"http://127.0.0.1:{env.int('PORT', 8000)}").rstrip("/")
_origin = urlsplit(PORTAL_ORIGIN)
IS_LOCAL = _origin.hostname in {"127.0.0.1", "localhost", "::1"}

DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("DEMO", False)
SITE_NAME = env.str("SITE_NAME", "Regional Improvement Portal")
HOME_REGION = env.str("HOME_REGION", "")
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", not DEMO)
RELEASE = env.str("RELEASE", "")

SECRET_KEY = env.str("SECRET_KEY", "") or (
    read_or_make(DATA_DIR / "secret-key", get_random_secret_key) if IS_LOCAL else ""
)
ALLOWED_HOSTS = [_origin.hostname, "127.0.0.1", "localhost"] if IS_LOCAL else [_origin.hostname]
CSRF_TRUSTED_ORIGINS = [PORTAL_ORIGIN]

# ---------------------------------------------------------------------------------------------- what it is made of
INSTALLED_APPS = [
    "portal.ui",
    "portal.audit",
    "portal.regions",
    "portal.accounts",
    "portal.drafting",
    "portal.files",
    "portal.search",
    "portal.home",
    "portal.following",
    "portal.events",
    "portal.upkeep",
    "peerchallenge",
    "priorities",
    "updates",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "portal.upkeep.statics.StaticFiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_bootstrap5",
    "crispy_forms",
    "csp",
    "django_htmx",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "js_asset",
    "rules",
]

MIDDLEWARE = [
    "portal.upkeep.logs.request_log",
    "portal.ui.pagecache.page_cache",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.ui.middleware.isolation_headers",
    "portal.ui.middleware.SecurityPolicy",
    "portal.ui.middleware.refuse_malformed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "portal.drafting.middleware.SignInFirst",
    "portal.accounts.middleware.session_limits",
    "portal.accounts.middleware.second_factor",
    "portal.accounts.middleware.OurSite",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.ui.context.site",
            ],
            "builtins": ["portal.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# ---------------------------------------------------------------------------------------------- data
DATABASES = {"default": database(env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'portal.sqlite3'}"))}

CACHES = {
    "default": {
        # Rate limits are counted here: the database's counters are exact across workers, files and memory are not.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
UPLOADS_DIR = DATA_DIR / "uploads"
PAGE_CACHE = env.bool("PAGE_CACHE", True)

# ---------------------------------------------------------------------------------------------- language and time
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True
DATE_FORMAT = "j F Y"
FORMAT_MODULE_PATH = None

# ---------------------------------------------------------------------------------------------- static files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap/css", Path(bootstrap.__path__[0]) / "css")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": UPLOADS_DIR}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "portal.ui.storage.JoinedStorage"
    },
}

# Everything is asked for by its hashed name: compressing the other copy would double the time of a first start.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Source maps are for developers, who don't mind waiting.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

# ---------------------------------------------------------------------------------------------- mail and tasks
_email = env.dj_email_url("EMAIL_URL", "") if env.str("EMAIL_URL", "") else {}
if _email and "EMAIL_BACKEND" not in _email:  # mail must not go to a folder, unseen, because of a mistyped scheme
    raise ImproperlyConfigured("EMAIL_URL begins with submission:// (TLS) or smtp://, not with what is set.")
EMAIL_BACKEND = _email.get("EMAIL_BACKEND", "portal.upkeep.mail.FolderBackend")
EMAIL_HOST = _email.get("EMAIL_HOST", "")
EMAIL_PORT = _email.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = _email.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _email.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
EMAIL_FOLDER = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", f"{SITE_NAME} <noreply@{_origin.hostname}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
SUPPORT_EMAIL = env.str("SUPPORT_EMAIL", f"support@{_origin.hostname}")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# ---------------------------------------------------------------------------------------------- signing in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "your_work"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "portal.accounts.passwords.LocalWordsValidator"},
]
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_PROXY", False) else 0
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "portal.accounts.sign_in.AddEmailForm",
    "change_password": "portal.accounts.sign_in.ChangePasswordForm",
    "confirm_email_verification_code": "portal.accounts.sign_in.ConfirmEmailCodeForm",
    "confirm_login_code": "portal.accounts.sign_in.ConfirmLoginCodeForm",
    "confirm_password_reset_code": "portal.accounts.sign_in.ConfirmResetCodeForm",
    "login": "portal.accounts.sign_in.LoginForm",
    "reauthenticate": "portal.accounts.sign_in.ConfirmPasswordForm",
    "request_login_code": "portal.accounts.sign_in.RequestLoginCodeForm",
    "reset_password": "portal.accounts.sign_in.ResetPasswordForm",
    "reset_password_from_key": "portal.accounts.sign_in.ResetPasswordKeyForm",
    "set_password": "portal.accounts.sign_in.SetPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_CHANGE_EMAIL = True
# Codes to type, never links to follow: mail scanners open every link.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# By account ("key", "user") and by account with address ("…_here"), never by address: a council shares one.
ACCOUNT_RATE_LIMITS = {
    "ask_for_code": "20/h/key",
    "ask_for_code_here": "5/15m/key",
    "ask_for_reset": "20/h/key",
    "ask_for_reset_here": "5/15m/key",
    "ask_to_follow": "20/d/key",  # somebody may follow every region in one go
    "ask_to_follow_here": "12/h/key",
    "change_password": "5/m/user",
    "confirm_email": "1/10s/key",
    "login": None,
    "login_failed": "20/h/key",
    "login_failed_here": "5/5m/key",
    "manage_email": "10/m/user",
    "print": "30/10m/user",  # papers that have to be made; one that was made is given again
    "reauthenticate": "10/m/user",
    "request_login_code": None,
    "reset_password": None,
    "reset_password_from_key": None,
    "signup": None,
}
MFA_RATE_LIMITS = {"webauthn_login": None}  # a passkey can't be guessed
MFA_ADAPTER = "portal.accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "activate_totp": "portal.accounts.sign_in.ActivateTOTPForm",
    "add_webauthn": "portal.accounts.sign_in.AddPasskeyForm",
    "authenticate": "portal.accounts.sign_in.AuthenticateForm",
    "edit_webauthn": "portal.accounts.sign_in.RenamePasskeyForm",
    "reauthenticate": "portal.accounts.sign_in.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_LOCAL
SESSION_IDLE_SECONDS = 60 * 60
SESSION_TOTAL_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = SESSION_TOTAL_SECONDS

# ---------------------------------------------------------------------------------------------- peer challenge
REVIEW_NOTES_DAYS = env.int("REVIEW_NOTES_DAYS", 28)  # after its final letter a review team's notes are destroyed

# ---------------------------------------------------------------------------------------------- safety
SILENCED_SYSTEM_CHECKS = ["security.W008"]  # nginx sends http to https: docs/deploy/nginx.conf
SECURE_COOKIES = _origin.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_NAME = "__Host-session" if SECURE_COOKIES else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE_COOKIES else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.drafting.views.csrf_failure"
SECURE_HSTS_SECONDS = 0 if IS_LOCAL else 31_536_000 * 2
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not IS_LOCAL
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": csp_policy()}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "portal.upkeep.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "INFO"},
    },
}
