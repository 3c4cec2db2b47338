import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { callerOf, clientAddress, encodingOf, type IncomingPost } from '../../shared/capture/index.ts';

/** Takes from the HTTP API's event what a post needs. */
export function incomingPost(event: APIGatewayProxyEventV2, originDigests: readonly string[]): IncomingPost {
  const { headers, body = '', isBase64Encoded, requestContext } = event;
  return {
    formId: event.pathParameters?.formId ?? '',
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
    contentType: headers['content-type'] ?? '',
    contentEncoding: headers['content-encoding'],
    idempotencyKey: headers['idempotency-key'],
    caller: callerOf(headers, originDigests),
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

/**
 * A browser that posted a form by itself wants a page; a script gets JSON, because a redirect to another origin fails in its browser.
 * No single header tells: scripts leave `Accept` at its default, old browsers know no `Sec-Fetch-*`, and Android's in-app browsers put
 * their own name into `X-Requested-With`. So what is asked for comes first, then what the browser says, then what it would have said.
 */
export function wantsPage({ headers }: APIGatewayProxyEventV2, { contentType, body }: Pick<IncomingPost, 'contentType' | 'body'>): boolean {
  if (!/^\s*(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)/i.test(contentType)) return false;
  if (encodingOf(contentType, body) === 'json') return false;
  const accept = (headers.accept ?? '').toLowerCase();
  if (/text\/html|application\/xhtml/.test(accept)) return true;
  if (accept.includes('json') || headers['x-requested-with']?.toLowerCase() === 'xmlhttprequest') return false;
  if (headers['sec-fetch-mode'] === 'navigate' || headers['upgrade-insecure-requests'] === '1') return true;
  // Scripts of browsers name their origin; a browser that goes to a page by itself says that it wants HTML.
  return headers.origin === undefined;
}
