import type { PlatformDouble } from './platform.ts';

/** What a browser was answered. */
export interface Seen {
  status: number;
  location: string | null;
  policy: string;
  html: string;
  /** Why a launch was refused, in the page's word for owners. */
  why: string | undefined;
}

/** What a platform has the browser bring to the tool. */
export interface Brought {
  id_token: string;
  state: string;
}

/** A browser that goes to and fro between a platform and a tool, with cookies of the tool. */
export class LtiBrowser {
  readonly #tool: string;
  readonly cookies = new Map<string, string>();
  /** Of the last answer, whole. */
  setCookies: string[] = [];

  constructor(tool: string) {
    this.#tool = tool;
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** From a click at the platform to the tool's answer. */
  async launch(platform: PlatformDouble, user: string, path = '/lti/launch?lesson=echo'): Promise<Seen> {
    return this.bring(platform, await this.fetchToken(platform, user, path));
  }

  /** As far as the token, which is not brought yet. */
  async fetchToken(platform: PlatformDouble, user: string, path = '/lti/launch?lesson=echo'): Promise<Brought> {
    const { location, html } = await this.begin(platform, platform.begin(user, this.#tool + path));
    if (!location) throw new Error(`the tool did not send the browser on: ${html}`);
    const answer = await fetch(location);
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as Brought;
  }

  begin(platform: PlatformDouble, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Seen> {
    return this.#ask(`/lti/login?${new URLSearchParams(fields)}`, { headers: { ...from(platform), ...headers } });
  }

  bring(platform: PlatformDouble, brought: Brought | Record<string, string>, path = '/lti/launch'): Promise<Seen> {
    const body = new URLSearchParams({ ...brought });
    return this.#ask(path, { method: 'POST', body, headers: from(platform) });
  }

  /** What a form of the tool's own page sends. */
  send(path: string, fields: Record<string, string>): Promise<Seen> {
    const headers = { Origin: this.#tool, 'Sec-Fetch-Site': 'same-origin' };
    return this.#ask(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  }

  async #ask(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Seen> {
    const headers = { ...init.headers, ...(this.cookie && { Cookie: this.cookie }) };
    const response = await fetch(this.#tool + path, { ...init, headers, redirect: 'manual' });
    this.setCookies = response.headers.getSetCookie();
    for (const one of this.setCookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(one)!;
      this.cookies.set(name!, value!);
    }
    const html = await response.text();
    return {
      ...{ status: response.status, location: response.headers.get('location'), html },
      policy: response.headers.get('content-security-policy') ?? '',
      why: /<code>([a-z]+)<\/code>/.exec(html)?.[1],
    };
  }
}

const from = ({ url }: Pick<PlatformDouble, 'url'>) => ({ Origin: url, 'Sec-Fetch-Site': 'cross-site' });
