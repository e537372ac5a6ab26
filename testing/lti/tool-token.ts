import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';

interface Expected {
  tool: string;
  issuer: string;
  audience: string;
  /** The claim that makes it good for one use. */
  once: 'jti' | 'nonce';
}

/** The claims of a token that a tool has signed, by the keys that it shows now (Security Framework 1.0, 4.1.1 and 5.2). */
export async function signedByTool(jwt: string, { tool, issuer, audience, once }: Expected): Promise<JWTPayload> {
  const keys = createLocalJWKSet((await (await fetch(`${tool}/lti/keys`)).json()) as JSONWebKeySet);
  const requiredClaims = ['exp', 'iat', once];
  const options = { issuer, audience, algorithms: ['RS256'], requiredClaims, maxTokenAge: 300 };
  return (await jwtVerify(jwt, keys, options)).payload;
}
