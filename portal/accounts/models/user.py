"""A person who can sign in, and what their posts let them do."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from portal.accounts.roles import Role
from portal.audit.models import record
from portal.audit.personal import AtErasure, Personal
from portal.ui.pagecache import public_content_changed

WHO_YOU_ARE = Personal(
    what="Name and work e-mail address",
    why="To know who you are, and to send codes and messages",
    kept="While you have an account",
)
SIGN_IN = Personal(
    what="Password (never readable), passkeys, second-step keys",
    why="To sign you in",
    kept="Until you change or remove them",
    at_erasure=AtErasure.EMPTIED,
    shown=False,
)
COMING_AND_GOING = Personal(
    what="When you joined and last signed in, and how often signing in has failed since",
    why="To see who still uses their account, and whether somebody else tries to",
    kept="While you have an account",
    at_erasure=AtErasure.EMPTIED,
)


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Site administrators read everybody; everybody else only themselves (posts have their own rule)."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.is_site_administrator else self.filter(pk=user.pk)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, name="", password=None, **fields):
        """Save and return a user. Without a password they sign in with a code by e-mail, which confirms the address."""
        user = self.model(email=self.normalize_email(email), name=name, **fields)
        user.set_password(password)
        with transaction.atomic():
            user.save(using=self._db)
            user.emailaddress_set.create(email=user.email, primary=True)
        return user

    @classmethod
    def normalize_email(cls, email):
        return email.strip().lower()

    def get_by_natural_key(self, email):
        return self.get(email=self.normalize_email(email))


class User(AbstractBaseUser):
    """A person, known by an e-mail address. What they may do follows from the posts that they hold today."""

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=150, blank=True)
    is_active = models.BooleanField("may sign in", default=True)
    failed_sign_ins = models.PositiveIntegerField(
        default=0, editable=False, help_text="Since the last time that signing in worked."
    )
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    PERSONAL = {
        "name": WHO_YOU_ARE,
        "email": WHO_YOU_ARE,
        "password": SIGN_IN,
        "last_login": COMING_AND_GOING,
        "failed_sign_ins": COMING_AND_GOING,
        "joined_at": COMING_AND_GOING._replace(
            at_erasure=AtErasure.KEPT, because="A moment beside “Somebody who left” says nothing of who they were."
        ),
    }

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"

    class Meta:
        ordering = ["name", "email"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="email_in_lower_case"),
        ]

    def __str__(self):
        return self.name or self.email

    def posts_now(self):
        """Return the posts held today: read once for this instance, which lives for one request."""
        if not hasattr(self, "_posts_now"):
            self._posts_now = list(self.posts.current().with_organisation()) if self.is_active else []
        return self._posts_now

    def holds(self, role, of=None, on=None) -> bool:
        """Return whether they hold `role` today, or on the day `on`; `of` a region, authority or trust, or any."""
        posts = self.posts_now() if on is None else self.posts.current(on).with_organisation()
        return any(post.role == role and (of is None or post.organisation == of) for post in posts)

    @property
    def is_site_administrator(self) -> bool:
        return self.holds(Role.SITE_ADMINISTRATOR)

    def managed_regions(self):
        """Return the regions of which they are programme manager today."""
        return [post.region for post in self.posts_now() if post.role == Role.PROGRAMME_MANAGER]

    def managed_region_slugs(self):
        return [region.slug for region in self.managed_regions()]

    def chaired_region_slugs(self):
        """Return the slugs of the regions that they chair today."""
        return [post.region.slug for post in self.posts_now() if post.role == Role.REGIONAL_CHAIR]

    def regions_now(self):
        """Return the regions in which they hold any post today: at the region, an authority of it, or a trust there."""
        found = {region.pk: region for post in self.posts_now() for region in post.regions()}
        return list(found.values())

    def manages(self, region) -> bool:
        """Return whether they are programme manager of `region` today; being site administrator isn't that."""
        return self.holds(Role.PROGRAMME_MANAGER, of=region)

    def suspend(self, *, by):
        """Keep them from signing in, from the next request on, whatever posts they hold. Nobody suspends themselves."""
        if by.pk == self.pk:
            raise ValueError("Nobody suspends themselves.")
        self._set_active(False, "suspended", by)

    def restore(self, *, by):
        """Let them sign in again."""
        self._set_active(True, "restored", by)

    def _set_active(self, is_active, verb, by):
        with transaction.atomic():
            if User.objects.filter(pk=self.pk, is_active=not is_active).update(is_active=is_active):
                self.is_active = is_active
                record(verb, self, by=by)
                public_content_changed()  # who may not sign in holds no office: public pages say that it is vacant

    # What Django's admin asks of a user: it is there for site administrators alone.
    @property
    def is_staff(self) -> bool:
        return self.is_site_administrator

    def has_perm(self, perm, obj=None) -> bool:
        return self.is_site_administrator

    def has_module_perms(self, app_label) -> bool:
        return self.is_site_administrator
