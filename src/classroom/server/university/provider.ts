import * as oidc from 'openid-client';

import type { UniversitySettings } from './settings.ts';

/** What is kept here of a log-in that is under way: the provider sees none of it until it is over, and then each once. */
export interface Pending {
  state: string;
  nonce: string;
  /** RFC 7636, 4.1. */
  verifier: string;
}

/** What a provider says of somebody, once its signature and all that it is about have been looked at. */
export type Claims = Readonly<Record<string, unknown>> & { iss: string; sub: string };

/** The one path to which the provider sends people back, to the letter (RFC 9700, 4.1.3). */
export const BACK = '/class/university/';

/** Seconds that a provider gets for an answer. */
const PATIENCE = 10;
const DAY = 86_400_000;

/** The OpenID provider of a university. It is asked for nothing until somebody wants to log in, and anew when it failed. */
export class University {
  readonly settings: UniversitySettings;
  readonly #now: () => number;
  #found: Promise<oidc.Configuration> | undefined;
  #until = 0;

  constructor(settings: UniversitySettings, now: () => number = Date.now) {
    this.settings = settings;
    this.#now = now;
  }

  get name(): string {
    return this.settings.name;
  }

  /** Whether an identity is one of this university's. */
  vouchesFor({ issuer }: { issuer: string }): boolean {
    return URL.parse(issuer)?.href === this.settings.issuer.href;
  }

  /** Where somebody is sent to say who they are: by a code (RFC 6749, 4.1) with PKCE (RFC 7636), state and nonce. */
  async begin({ state, nonce, verifier }: Pending): Promise<URL> {
    const { scope, site } = this.settings;
    return oidc.buildAuthorizationUrl(await this.#configuration(), {
      redirect_uri: site + BACK,
      scope,
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
  }

  /**
   * Who came back with `query`. Rejects unless it is the provider's own answer (RFC 9207) to `pending`, and its ID token
   * one that it signed for us, just now (OpenID Connect Core 1.0, 3.1.3.7).
   */
  async finish(query: URLSearchParams, { state, nonce, verifier }: Pending): Promise<Claims> {
    const configuration = await this.#configuration();
    const url = new URL(this.settings.site + BACK);
    url.search = query.toString();
    const tokens = await oidc.authorizationCodeGrant(configuration, url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims()!;
    if (!this.#lacks(claims) || configuration.serverMetadata().userinfo_endpoint === undefined) return claims;
    const more = await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
    return { ...more, ...claims };
  }

  /** Where somebody ends their session with the provider too; undefined where it offers no such thing, or is down. */
  async ending(): Promise<URL | undefined> {
    try {
      const configuration = await this.#configuration();
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
      return oidc.buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${this.settings.site}/class/` });
    } catch {
      return undefined;
    }
  }

  /** Whether something that is asked of a person may stand in the provider's UserInfo instead (5.3). */
  #lacks(claims: oidc.IDToken): boolean {
    return ['name', ...this.settings.teachers.map(({ claim }) => claim)].some(claim => claims[claim] === undefined);
  }

  #configuration(): Promise<oidc.Configuration> {
    if (this.#found && this.#now() < this.#until) return this.#found;
    this.#until = this.#now() + DAY;
    this.#found = this.#discover().catch((error: unknown) => {
      this.#found = undefined;
      throw error;
    });
    return this.#found;
  }

  async #discover(): Promise<oidc.Configuration> {
    const { issuer, client, auth } = this.settings;
    const plain = issuer.protocol === 'http:';
    const configuration = await oidc.discovery(
      issuer,
      client,
      undefined,
      'key' in auth ? oidc.PrivateKeyJwt(auth.key as oidc.PrivateKey) : bySecret(auth.secret),
      {
        timeout: PATIENCE,
        execute: [oidc.enableNonRepudiationChecks, ...(plain ? [oidc.allowInsecureRequests] : [])],
      },
    );
    // A provider of many tenants has another issuer for each, and any of them could name its own people teachers.
    if (new URL(configuration.serverMetadata().issuer).href !== issuer.href)
      throw new oidc.ClientError('the provider has another issuer');
    return configuration;
  }
}

/** A secret, in the way that the provider takes it (OpenID Connect Core 1.0, 9: in a header unless it says otherwise). */
function bySecret(secret: string): oidc.ClientAuth {
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const way = methods.includes('client_secret_basic') ? oidc.ClientSecretBasic : oidc.ClientSecretPost;
    way(secret)(server, client, body, headers);
  };
}
