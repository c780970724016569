// Verifies an access token with what its issuer publishes: verify.mjs ISSUER AUDIENCE TOKEN

import { createRemoteJWKSet, errors, jwtVerify } from "jose";

const [issuer, audience, token] = process.argv.slice(2);

try {
  const answer = await fetch(`${issuer}/.well-known/oauth-authorization-server`);
  const metadata = await answer.json();
  if (metadata.issuer !== issuer) {
    throw new errors.JWTInvalid(`the metadata is of ${metadata.issuer}`);
  }
  const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(metadata.jwks_uri)), {
    issuer,
    audience,
    typ: "at+jwt",
    algorithms: ["EdDSA", "ES256", "RS256"],
    requiredClaims: ["sub", "exp", "iat", "jti"],
  });
  console.log(JSON.stringify(payload));
} catch (error) {
  if (!(error instanceof errors.JOSEError)) throw error;
  console.error(`refused: ${error.code}: ${error.message}`);
  process.exitCode = 1;
}
