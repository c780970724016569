"""Verifies an access token with what its issuer publishes: verify.py ISSUER AUDIENCE TOKEN"""

import json
import sys
import urllib.request

import jwt

ISSUER, AUDIENCE, TOKEN = sys.argv[1:]

try:
    with urllib.request.urlopen(f"{ISSUER}/.well-known/oauth-authorization-server") as answer:
        metadata = json.load(answer)
    if metadata["issuer"] != ISSUER:
        raise jwt.InvalidIssuerError(f"the metadata is of {metadata['issuer']}")
    key = jwt.PyJWKClient(metadata["jwks_uri"]).get_signing_key_from_jwt(TOKEN)
    token = jwt.decode_complete(
        TOKEN,
        key,
        algorithms=["EdDSA", "ES256", "RS256"],
        audience=AUDIENCE,
        issuer=ISSUER,
        options={"require": ["iss", "aud", "sub", "exp", "iat", "jti"]},
    )
    if token["header"].get("typ") != "at+jwt":
        raise jwt.InvalidTokenError("this is no access token")
except jwt.PyJWTError as error:
    sys.exit(f"refused: {type(error).__name__}: {error}")

print(json.dumps(token["payload"]))
