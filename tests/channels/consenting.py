"""The pretend network with a page of its own for saying yes, and tokens that turn over."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django import forms
from tests.channels.pretend import Pretend

from hanjari.channels.contract import Access, BrokenError, Capabilities, Grant, Question
from hanjari.kit.clock import now

PAGE = "https://pretend.example/authorize"


class ConsentingForm(forms.Form):
    client_id = forms.CharField()
    client_secret = forms.CharField(required=False)
    app_password = forms.CharField(required=False)
    note = forms.CharField(required=False)
    secret_fields = ("client_secret", "app_password")


class Consenting(Pretend):
    """One refresh token is good at a time, as at networks that rotate them."""

    capabilities = Capabilities(
        can_pull=True, can_push=True, can_reply=True, pull_every=60, scopes=("read", "write")
    )

    def __init__(self) -> None:
        super().__init__()
        self.good_refresh, self.serial = "refresh-0", 0
        self.scopes: tuple[str, ...] = ("read", "write")
        self.lives = timedelta(hours=2)
        self.expires_at: datetime | None = None
        self.on_granted: Callable[[], None] = lambda: None
        self.on_renew: Callable[[], None] = lambda: None
        self.after_renew: Callable[[], None] = lambda: None
        self.renewals: list[str] = []
        self.seen: list[str] = []
        self.remembered: Mapping[str, str] = {}

    def form(self) -> type[forms.Form]:
        return ConsentingForm

    def consent(self, access: Access, *, redirect_uri: str, state: str) -> Question | None:
        if access.secrets.get("app_password"):
            return None
        if access.settings.get("client_id") == "unknown":
            raise BrokenError("no_client", "This app is unknown.", needs_person=True)
        return Question(f"{PAGE}?state={state}&back={redirect_uri}", {"verifier": "v3rifier"})

    def granted(
        self,
        access: Access,
        *,
        redirect_uri: str,
        query: Mapping[str, str],
        remembered: Mapping[str, str],
    ) -> Grant:
        self.on_granted()
        self.remembered = remembered
        if query.get("error"):
            raise BrokenError("no_consent", f"No permission ({query['error']}).", needs_person=True)
        return self._grant(own_ids=("us",))

    def renew(self, access: Access) -> Grant | None:
        ends = access.settings.get("ends")
        if not ends or datetime.fromisoformat(ends) - now() > timedelta(minutes=5):
            return None
        self.on_renew()
        told = access.secrets.get("refresh", "")
        self.renewals.append(told)
        if told != self.good_refresh:
            raise BrokenError("login", "The permission has ended.", needs_person=True)
        grant = self._grant()
        self.after_renew()
        return grant

    def pull(self, access: Access):
        self.seen.append(access.secrets.get("token", ""))
        yield from super().pull(access)

    def send(self, access, outgoing):
        self.seen.append(access.secrets.get("token", ""))
        return super().send(access, outgoing)

    def _grant(self, own_ids: tuple[str, ...] = ()) -> Grant:
        self.serial += 1
        self.good_refresh = f"refresh-{self.serial}"
        return Grant(
            settings={"ends": (now() + self.lives).isoformat()},
            secrets={"token": f"token-{self.serial}", "refresh": self.good_refresh},
            own_ids=own_ids,
            expires_at=self.expires_at,
            scopes=self.scopes if own_ids else (),
        )
