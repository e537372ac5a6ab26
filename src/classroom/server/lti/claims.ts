import { z } from 'zod';

/** What the names of LTI's claims begin with. */
export const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
export const DEEP_LINKING = 'https://purl.imsglobal.org/spec/lti-dl/claim/';
export const GRADES = 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint';
export const MEMBERS = 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice';

/** What a platform may be asked for, as OAuth's scopes. */
export const SCOPES = {
  score: 'https://purl.imsglobal.org/spec/lti-ags/scope/score',
  members: 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
};

const id = z.string().min(1).max(255);
const address = z.string().max(2000);

/** The claims of a launch that are read here (LTI 1.3 core, 5.3 and 5.4); what else a platform sends is not kept. */
const base = z.object({
  sub: id,
  name: z.string().optional(),
  given_name: z.string().optional(),
  family_name: z.string().optional(),
  [`${LTI}version`]: z.literal('1.3.0'),
  [`${LTI}deployment_id`]: id,
  [`${LTI}roles`]: z.array(z.string()).max(100),
  [`${LTI}context`]: z.object({ id, title: z.string().optional(), label: z.string().optional() }),
  [`${LTI}launch_presentation`]: z.object({ locale: z.string().optional() }).optional(),
});

export const resourceLaunch = base.extend({
  [`${LTI}message_type`]: z.literal('LtiResourceLinkRequest'),
  [`${LTI}target_link_uri`]: address,
  [`${LTI}resource_link`]: z.object({ id }),
  [GRADES]: z.object({ scope: z.array(z.string()), lineitem: address.optional() }).optional(),
  [MEMBERS]: z.object({ context_memberships_url: address, service_versions: z.array(z.string()) }).optional(),
});

export const deepLinking = base.extend({
  [`${LTI}message_type`]: z.literal('LtiDeepLinkingRequest'),
  [`${DEEP_LINKING}deep_linking_settings`]: z.object({
    deep_link_return_url: address,
    accept_types: z.array(z.string()),
    accept_multiple: z.boolean().optional(),
    accept_lineitem: z.boolean().optional(),
    data: z.string().max(10_000).optional(),
  }),
});

export type ResourceLaunch = z.infer<typeof resourceLaunch>;
export type DeepLinking = z.infer<typeof deepLinking>;
