"""What schemathesis cannot know: how to sign in, and that it is a browser of this site at many addresses."""

import itertools
import json
import os
import random
import urllib.request

import schemathesis

SERVER = os.environ["CLAIMCHECK_SERVER"]
# More than one, because an account may sign in only so often.
ADMINS = itertools.cycle(os.environ["CLAIMCHECK_ADMINS"].split())
PASSWORD = os.environ["CLAIMCHECK_ADMIN_PASSWORD"]
LOGIN = "/api/auth/login"
# The server is here, and a proxy is for the world outside.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def sign_in():
    credentials = {"username": next(ADMINS), "password": PASSWORD}
    request = urllib.request.Request(
        SERVER + LOGIN,
        data=json.dumps(credentials).encode(),
        headers={"Content-Type": "application/json", "X-Forwarded-For": "203.0.113.1"},
    )
    with OPENER.open(request) as answer:
        return json.load(answer)["access_token"]


class Token:
    """An access token until its session is over: some of what is tested ends sessions."""

    value = None

    def get(self):
        if self.value is None:
            self.value = sign_in()
        return self.value


TOKEN = Token()


@schemathesis.auth(refresh_interval=None, cache_by_key=lambda case, context: "")
class Auth:
    def get(self, case, context):
        return TOKEN

    def set(self, case, data, context):
        case.headers = case.headers or {}
        case.headers["Authorization"] = f"Bearer {data.get()}"


@schemathesis.hook
def before_call(context, case, kwargs):
    case.headers = case.headers or {}
    # Each from another address, or the limits would answer all but the first.
    case.headers["X-Forwarded-For"] = ".".join(str(random.randrange(1, 255)) for _ in range(4))
    case.headers["Sec-Fetch-Site"] = "same-origin"


@schemathesis.hook
def after_call(context, case, response):
    ended = case.method == "DELETE" or case.path.startswith("/api/auth/")
    if (ended and response.status_code < 400) or b"session_ended" in response.content:
        TOKEN.value = None
