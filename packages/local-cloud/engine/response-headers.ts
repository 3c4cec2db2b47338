import { StartError } from '../assembly/errors.ts';
import { type JsonObject, numberAt, objectAt, objectsAt, textAt, textsAt } from '../assembly/json.ts';
import type { Header } from './http-message.ts';

const anyOrigin: readonly Header[] = [['access-control-allow-origin', '*']];
const security: readonly Header[] = [
  ['strict-transport-security', 'max-age=31536000'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'SAMEORIGIN'],
  ['x-xss-protection', '1; mode=block'],
  ['referrer-policy', 'strict-origin-when-cross-origin'],
];

/** CloudFront's own policies (developer guide, "Using managed response headers policies"). */
const managedPolicies: Readonly<Record<string, readonly Header[]>> = {
  '60669652-455b-4ae9-85a4-c4c02393f86c': anyOrigin,
  '67f7725c-6f97-4210-82d7-5512b31e9d03': security,
  'e61eb60c-9c35-4d20-a928-2b84e02af89c': [...anyOrigin, ...security],
};

/** The headers that a behaviour's policy puts on every answer. */
export function responseHeadersOf(policyId: string | undefined, policyOf: (id: string) => JsonObject | undefined): readonly Header[] {
  if (policyId === undefined) return [];
  const managed = managedPolicies[policyId];
  if (managed) return managed;
  const own = policyOf(policyId);
  if (!own)
    throw new StartError(
      `a behaviour has the response headers policy ${policyId}, which the local runtime does not know (engine/response-headers.ts)`,
    );
  return headersOfPolicy(objectAt(own, 'ResponseHeadersPolicyConfig'));
}

/** The first of the allowed origins; pages of the site know `*` only. */
function allowedOrigin(policy: JsonObject): string | undefined {
  return textsAt(objectAt(objectAt(policy, 'CorsConfig'), 'AccessControlAllowOrigins'), 'Items')[0];
}

function headersOfPolicy(policy: JsonObject): Header[] {
  const settings = objectAt(policy, 'SecurityHeadersConfig');
  const headers: Header[] = [];
  const contentPolicy = textAt(objectAt(settings, 'ContentSecurityPolicy'), 'ContentSecurityPolicy');
  if (contentPolicy !== undefined) headers.push(['content-security-policy', contentPolicy]);
  if ('ContentTypeOptions' in settings) headers.push(['x-content-type-options', 'nosniff']);
  const origin = allowedOrigin(policy);
  if (origin !== undefined) headers.push(['access-control-allow-origin', origin]);
  const frame = textAt(objectAt(settings, 'FrameOptions'), 'FrameOption');
  if (frame !== undefined) headers.push(['x-frame-options', frame]);
  const referrer = textAt(objectAt(settings, 'ReferrerPolicy'), 'ReferrerPolicy');
  if (referrer !== undefined) headers.push(['referrer-policy', referrer]);
  const transport = objectAt(settings, 'StrictTransportSecurity');
  if ('AccessControlMaxAgeSec' in transport)
    headers.push(['strict-transport-security', `max-age=${numberAt(transport, 'AccessControlMaxAgeSec', 0)}`]);
  for (const item of objectsAt(objectAt(policy, 'CustomHeadersConfig'), 'Items')) {
    headers.push([(textAt(item, 'Header') ?? '').toLowerCase(), textAt(item, 'Value') ?? '']);
  }
  return headers;
}
