"""A pretend authorisation server in the protocol's profile: it believes nothing that is not signed rightly.

It speaks what AT Protocol, OAuth, and RFC 9126, 9449, 7636, 7523 and 9207 ask of a server: pushed
requests, proofs with nonces that change, PKCE, client documents and client keys, refresh tokens that
are good once. The same address is the account's server (PDS), its PLC directory and its AppView.
"""

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from tests.servers.network import Call, Network, Reply

DID, HANDLE = "did:plc:ewvi7nxzyoun6zhxrhs64oiz", "hanbit.bsky.social"
Document = Callable[[str], dict[str, Any]]


class Authority:
    """One account, one server. `document` fetches a client's document, as the server would by https."""

    def __init__(self, place: Network, document: Document) -> None:
        self.place, self.url, self.document = place, place.url, document
        self.nonce, self.sub = secrets.token_hex(8), DID
        self.handle, self.issuer = HANDLE, place.url
        self.pushed: dict[str, dict[str, Any]] = {}
        self.codes: dict[str, dict[str, Any]] = {}
        self.sessions: dict[str, dict[str, Any]] = {}
        self.access: dict[str, str] = {}
        self.seen: set[str] = set()
        self.refused: list[str] = []
        place.answer("GET", "/nowhere", 404)
        place.on("GET", "/xrpc/com.atproto.identity.resolveHandle", self.resolve)
        place.on("GET", f"/{DID}", self.did_document)
        place.on("GET", "/.well-known/oauth-protected-resource", self.resource)
        place.on("GET", "/.well-known/oauth-authorization-server", self.metadata)
        place.on("POST", "/oauth/par", self.par)
        place.on("POST", "/oauth/token", self.token)
        place.on("GET", "/xrpc/com.atproto.server.getSession", self.session)

    def settings(self) -> dict[str, Any]:
        """An account's settings that lead here."""
        return {
            "handle": HANDLE,
            "plc": self.url,
            "appview": self.url,
            "well_known": f"{self.url}/nowhere",
        }

    # who and where

    def resolve(self, call: Call) -> Reply:
        if call.query["handle"] != HANDLE:
            return Reply(400, {"error": "HandleNotFound", "message": "Unable to resolve handle"})
        return Reply(200, {"did": DID})

    def did_document(self, _call: Call) -> Reply:
        service = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer"}
        told = {"id": DID, "alsoKnownAs": [f"at://{self.handle}"]}
        return Reply(200, {**told, "service": [{**service, "serviceEndpoint": self.url}]})

    def resource(self, _call: Call) -> Reply:
        return Reply(200, {"resource": self.url, "authorization_servers": [self.url]})

    def metadata(self, _call: Call) -> Reply:
        told = {
            "issuer": self.issuer,
            "pushed_authorization_request_endpoint": f"{self.url}/oauth/par",
            "authorization_endpoint": f"{self.url}/oauth/authorize",
            "token_endpoint": f"{self.url}/oauth/token",
            "scopes_supported": ["atproto", "transition:generic"],
        }
        return Reply(200, told)

    # the dance

    def par(self, call: Call) -> Reply:
        """A pushed request: client, way back and challenge must be right before anybody is sent here."""
        form = call.form
        if fault := self.faulty(call) or self.unknown(form):
            return fault
        document = self.document(form["client_id"])
        if form["redirect_uri"] not in document["redirect_uris"]:
            return self.no(400, "invalid_request", "redirect_uri")
        if form.get("code_challenge_method") != "S256" or form.get("response_type") != "code":
            return self.no(400, "invalid_request", "PKCE")
        if not set(form["scope"].split()) <= set(document["scope"].split()):
            return self.no(400, "invalid_scope", "scope")
        name = f"urn:ietf:params:oauth:request_uri:req-{secrets.token_hex(8)}"
        self.pushed[name] = {**form, "key": self.key_of(call)}
        return Reply(201, {"request_uri": name, "expires_in": 299}, self.newer())

    def says_yes(self, page: str) -> dict[str, str]:
        """What a person's browser brings back once they said yes."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(page).query).items()}
        form = self.pushed.pop(asked["request_uri"])
        assert form["client_id"] == asked["client_id"]
        code = f"cod-{secrets.token_hex(16)}"
        self.codes[code] = form
        return {"code": code, "state": form["state"], "iss": self.url}

    def token(self, call: Call) -> Reply:
        form = call.form
        if fault := self.faulty(call) or self.unknown(form):
            return fault
        refreshing = form["grant_type"] == "refresh_token"
        store = self.sessions if refreshing else self.codes
        begun = store.pop(form["refresh_token" if refreshing else "code"], None)
        if begun is None or begun["client_id"] != form["client_id"]:
            return self.no(400, "invalid_grant", "Invalid code or token")
        if begun["key"] != self.key_of(call):
            return self.no(400, "invalid_grant", "another key")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if not refreshing and begun["code_challenge"] != encoded(digest):
            return self.no(400, "invalid_grant", "PKCE")
        access, refresh = f"access-{secrets.token_hex(8)}", f"ref-{secrets.token_hex(8)}"
        self.access[access], self.sessions[refresh] = begun["key"], begun
        told = {"access_token": access, "refresh_token": refresh, "token_type": "DPoP"}
        told |= {"expires_in": 3600, "sub": self.sub, "scope": begun["scope"]}
        return Reply(200, told, self.newer())

    def session(self, call: Call) -> Reply:
        """What only the key's owner may read."""
        token = call.headers.get("Authorization", "").removeprefix("DPoP ")
        if fault := self.faulty(call, token):
            return fault
        if self.access.get(token) != self.key_of(call):
            return self.no(401, "invalid_token", "not your token")
        return Reply(200, {"did": DID, "handle": HANDLE}, self.newer())

    # what is checked

    def faulty(self, call: Call, token: str = "") -> Reply | None:
        """A proof that is missing, of another request, heard before, or without the latest nonce."""
        try:
            proof = call.headers["DPoP"]
            header = jwt.get_unverified_header(proof)
            key = jwt.PyJWK(header["jwk"], "ES256")
            assert header["typ"] == "dpop+jwt"
            assert "d" not in header["jwk"]
            claims = jwt.decode(proof, key, ["ES256"])
            assert (claims["htm"], claims["htu"]) == (call.method, self.url + call.path)
            assert claims["jti"] not in self.seen
            self.seen.add(claims["jti"])
            if token:
                assert claims["ath"] == encoded(hashlib.sha256(token.encode()).digest())
        except (AssertionError, KeyError, jwt.PyJWTError) as error:
            return self.no(400, "invalid_dpop_proof", repr(error))
        if claims.get("nonce") != self.nonce:
            told = 'DPoP error="use_dpop_nonce"'
            body = {} if token else {"error": "use_dpop_nonce"}
            headers = {"DPoP-Nonce": self.nonce, "WWW-Authenticate": told}
            return Reply(401 if token else 400, body, headers)
        return None

    def unknown(self, form: dict[str, str]) -> Reply | None:
        """A client whose document names a key must sign with it."""
        document = self.document(form["client_id"])
        if document["token_endpoint_auth_method"] == "none":
            return None
        try:
            (key,) = document["jwks"]["keys"]
            told = form["client_assertion"]
            assert jwt.get_unverified_header(told)["kid"] == key["kid"]
            required = {"require": ["exp", "iat", "jti"]}
            claims = jwt.decode(
                told, jwt.PyJWK(key), ["ES256"], audience=self.url, options=required
            )
            assert claims["iss"] == claims["sub"] == form["client_id"]
            assert claims["jti"] not in self.seen
            self.seen.add(claims["jti"])
        except (AssertionError, KeyError, jwt.PyJWTError) as error:
            return self.no(401, "invalid_client", repr(error))
        return None

    def key_of(self, call: Call) -> str:
        return json.dumps(jwt.get_unverified_header(call.headers["DPoP"])["jwk"], sort_keys=True)

    def newer(self) -> dict[str, str]:
        """Nonces change whenever the server likes."""
        self.nonce = secrets.token_hex(8)
        return {"DPoP-Nonce": self.nonce}

    def no(self, status: int, error: str, said: str) -> Reply:
        self.refused.append(f"{error}: {said}")
        return Reply(status, {"error": error, "error_description": said})


def encoded(digest: bytes) -> str:
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
