import type { JWTPayload } from 'jose';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const AGS = 'https://purl.imsglobal.org/spec/lti-ags/';
const NRPS = 'https://purl.imsglobal.org/spec/lti-nrps/';

/** The claims of a message in the one course, to a tool's `target`: choosing where that is for it, or else a link. */
export function claimsOf(url: string, roles: readonly string[], target: string): JWTPayload {
  return {
    [`${LTI}version`]: '1.3.0',
    [`${LTI}deployment_id`]: '1',
    [`${LTI}roles`]: roles,
    [`${LTI}context`]: { id: 'course', title: 'Network security', label: 'NS' },
    ...(new URL(target).pathname === '/lti/choose' ? choosing(url) : linked(url, target)),
  };
}

function linked(url: string, target: string): JWTPayload {
  return {
    [`${LTI}message_type`]: 'LtiResourceLinkRequest',
    [`${LTI}target_link_uri`]: target,
    [`${LTI}resource_link`]: { id: 'link-1', title: 'Echo' },
    [`${AGS}claim/endpoint`]: {
      scope: [`${AGS}scope/score`, `${AGS}scope/lineitem`],
      lineitem: `${url}/items/1/lineitem?type_id=3`,
      lineitems: `${url}/items`,
    },
    [`${NRPS}claim/namesroleservice`]: { context_memberships_url: `${url}/members`, service_versions: ['2.0'] },
  };
}

function choosing(url: string): JWTPayload {
  return {
    [`${LTI}message_type`]: 'LtiDeepLinkingRequest',
    'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings': {
      deep_link_return_url: `${url}/chosen`,
      accept_types: ['link', 'ltiResourceLink'],
      accept_multiple: true,
      data: 'opaque of the platform',
    },
  };
}
