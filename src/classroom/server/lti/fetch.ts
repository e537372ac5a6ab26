import { platformOrigin } from '../../rules/lti.ts';
import type { LtiPlatform } from '../../data/index.server.ts';

/** Ms that a platform may take to answer, its body included. */
const PATIENCE = 10_000;
/** Bytes of an answer: a page of a large course's members. */
const LONGEST = 2 * 1024 * 1024;

/** Why a platform could not be asked, in a word of ours: `status-503`, `not-registered`, `timeout`, `too-long`, `network`. */
export class PlatformFault extends Error {
  readonly fault: string;

  constructor(fault: string, options?: ErrorOptions) {
    super(fault, options);
    this.name = 'PlatformFault';
    this.fault = fault;
  }
}

/** What came of asking a platform. */
export interface Told {
  status: number;
  headers: Headers;
  text: string;
}

/**
 * Asks a platform, and nobody else: addresses that a launch names lead only to where the owner has registered it, and
 * no answer of its leads further. Rejects with a `PlatformFault`.
 */
export async function askPlatform(platform: LtiPlatform, address: string, init: RequestInit = {}): Promise<Told> {
  mustBeOf(platform, address);
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    const response = await fetch(address, { ...init, redirect: 'manual', signal });
    const { status, headers } = response;
    return { status, headers, text: await textOf(response) };
  } catch (error) {
    if (error instanceof PlatformFault) throw error;
    throw new PlatformFault(signal.aborted ? 'timeout' : 'network', { cause: error });
  }
}

/** Throws a `PlatformFault` where an address is none of the platform's. */
export function mustBeOf(platform: LtiPlatform, address: string): void {
  if (!originsOf(platform).includes(platformOrigin(address) ?? '')) throw new PlatformFault('not-registered');
}

/** As `askPlatform`, for an answer that says it was done; rejects also for every other status. */
export async function askWell(platform: LtiPlatform, address: string, init?: RequestInit): Promise<Told> {
  const told = await askPlatform(platform, address, init);
  if (told.status < 200 || told.status > 299) throw new PlatformFault(`status-${told.status}`);
  return told;
}

/** Everywhere that a platform's services may be. */
export function originsOf({ issuer, authUrl, tokenUrl, jwksUrl, services }: LtiPlatform): string[] {
  const all = [issuer, authUrl, tokenUrl, jwksUrl, ...services].map(platformOrigin);
  return [...new Set(all.filter(origin => origin !== undefined))];
}

async function textOf({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > LONGEST) throw new PlatformFault('too-long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}
