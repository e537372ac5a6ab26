import type { Selectable } from 'kysely';

import type { ClassRole } from '../schema.ts';
import { fromJson, type Time } from '../values.ts';
import type { LtiContextTable, LtiLinkTable, LtiPlatformTable } from './tables.ts';

export interface NewLtiPlatform {
  name: string;
  issuer: string;
  clientId: string;
  authUrl: string;
  tokenUrl: string;
  jwksUrl: string;
  /** The deployments that may launch. */
  deployments: readonly string[];
  /** Origins besides those of the addresses above at which its services may be called. */
  services: readonly string[];
}

export interface LtiPlatform extends NewLtiPlatform {
  id: string;
  createdAt: Time;
}

export type LtiContext = LtiContextTable;
export type LtiLink = LtiLinkTable;

/** A course of a platform, as a launch names it. */
export type ContextKey = Pick<LtiContextTable, 'platformId' | 'deployment' | 'context'>;

/** Somebody as a platform tells of them. */
export interface LtiPerson {
  issuer: string;
  /** The platform's own id of them (`sub`). */
  subject: string;
  /** Already fit to be kept; undefined where the platform sends none. */
  name: string | undefined;
  role: ClassRole;
}

/** A score that one sender has until its lease runs out. */
export interface LtiDue {
  linkId: string;
  userId: string;
  lease: string;
  platform: LtiPlatform;
  lineItem: string;
  subject: string;
  given: number;
  madeAt: Time;
}

/** How a platform stands in `identity`: apart from an OpenID provider of the same issuer, whose people may be owners. */
export const identityIssuer = (issuer: string): string => `lti ${issuer}`;

export function platformOf(row: Selectable<LtiPlatformTable>): LtiPlatform {
  const { deployments, services, ...rest } = row;
  return { ...rest, deployments: fromJson(deployments) as string[], services: fromJson(services) as string[] };
}
