import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type Caller, clientAddress, type IncomingPost } from '../../shared/capture/index.ts';

/** The page that calls, as its browser describes it. */
export function callerOf({ headers }: APIGatewayProxyEventV2): Caller {
  return { origin: headers.origin, fetchSite: headers['sec-fetch-site'] };
}

/** Takes from the HTTP API's event what a post needs. */
export function incomingPost(event: APIGatewayProxyEventV2, originDigests: readonly string[]): IncomingPost {
  const { headers, body = '', isBase64Encoded, requestContext } = event;
  return {
    formId: event.pathParameters?.formId ?? '',
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
    contentType: headers['content-type'] ?? '',
    contentEncoding: headers['content-encoding'],
    idempotencyKey: headers['idempotency-key'],
    caller: callerOf(event),
    clientAddress: clientAddress(
      {
        originSecret: headers['x-pheu-origin'],
        forwardedFor: headers['x-forwarded-for'],
        sourceAddress: requestContext.http.sourceIp,
      },
      originDigests,
    ),
    agent: headers['user-agent'] ?? '',
    referer: headers.referer,
    acceptLanguage: headers['accept-language'],
  };
}

/** A browser that posted a form by itself wants a page; a script that posts form data and asks for JSON gets JSON. */
export function wantsPage({ headers }: APIGatewayProxyEventV2): boolean {
  const type = (headers['content-type'] ?? '').toLowerCase();
  if (!type.startsWith('application/x-www-form-urlencoded') && !type.startsWith('multipart/form-data')) return false;
  const accept = (headers.accept ?? '').toLowerCase();
  return accept.includes('text/html') || !accept.includes('json');
}
