import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';

const params = z.object({ connector: z.string() });

/** The border reads the body itself: each platform has a shape and a proof of its own. */
export const postInboundRoute = defineRoute({
  id: 'postInbound',
  method: 'POST',
  path: '/v1/inbound/{connector}',
  kind: 'inbound',
  access: 'public',
  throttle: 50,
  params,
});

export const postInboundContract = () =>
  describeRoute(postInboundRoute, {
    tag: 'Connectors',
    summary: 'Tell of a person or an order, as a platform does',
    description:
      'For landing builders, shops and advertising platforms, by the address and the token that the connector shows to admins. Answered when what was told is kept; the same thing told again changes nothing. ' +
      'The token stands in `?token=`, in the header X-Pheu-Token or as a bearer token, in the body as `google_key`, or signs the body (X-WC-Webhook-Signature), as the platform does it. Where `signedBy` of the settings names a shop, its signature counts alone: X-Haravan-Hmacsha256, X-Sapo-Hmac-Sha256, X-Shopify-Hmac-Sha256 or X-WC-Webhook-Signature, by the parameter `webhook-secret`.',
    example: { params: { connector: 'landing-thang-12' } },
    answers: {
      200: { description: 'Kept, in the words that the platform waits for' },
      400: problem('Nothing can be made of the body: sending it again would not help.'),
      403: problem('The token, the key or the signature is not that of the connector.'),
      404: problem('There is no such connector.'),
      413: problem('The body is longer than 512 KB, tells of more than 1,000 things, or of one that is longer than 256 KB.'),
      429: problem('Too many posts; see Retry-After.'),
      503: problem('Not kept: send it again; see Retry-After.'),
    },
  });

export const verifyInboundRoute = defineRoute({
  id: 'verifyInbound',
  method: 'GET',
  path: '/v1/inbound/{connector}',
  kind: 'inbound',
  access: 'public',
  throttle: 10,
  params,
});

export const verifyInboundContract = () =>
  describeRoute(verifyInboundRoute, {
    tag: 'Connectors',
    summary: 'Make sure that an address is ours, as a platform does before it posts',
    example: { params: { connector: 'meta-trang-chinh' } },
    answers: {
      200: { description: 'What the platform wants to read', mediaType: 'text/plain' },
      403: problem('The request does not bear what was agreed.'),
      404: problem('There is no such connector.'),
    },
  });
