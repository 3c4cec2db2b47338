import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type ReceiveParts, receive } from '../../shared/connectors/index.ts';
import { createHttpHandler, type HttpResponse, problemOf, problemResponse } from '../../shared/platform/http.ts';

const refusals = {
  refused: { code: 'wrong_signature', status: 403, detail: 'The token, the key or the signature is not that of the connector.' },
  unreadable: { code: 'unreadable_body', status: 400, detail: 'Nothing can be made of the body of this post.' },
  tooLarge: {
    code: 'body_too_large',
    status: 413,
    detail: 'A post is 512 KB at most and tells of 1,000 things at most, each of 256 KB at most.',
  },
} as const;

/** Answers POST and GET /v1/inbound/{connector}. */
export function createHandler(parts: ReceiveParts) {
  return createHttpHandler(parts.log, async (event: APIGatewayProxyEventV2): Promise<HttpResponse> => {
    const { body = '', isBase64Encoded, headers, queryStringParameters: query = {}, requestContext } = event;
    const inbound = {
      method: requestContext.http.method === 'GET' ? ('GET' as const) : ('POST' as const),
      headers,
      query,
      body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
      at: parts.clock(),
    };
    const received = await receive(event.pathParameters?.connector ?? '', inbound, parts);
    if (received.kind !== 'answered') return problemResponse(problemOf({ ...refusals[received.kind], id: requestContext.requestId }));
    const { status, contentType, body: text } = received.answer;
    return {
      statusCode: status,
      headers: { 'content-type': contentType, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
      body: text,
    };
  });
}
