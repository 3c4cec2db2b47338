import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { addressOf, type PostedLead } from './leads.ts';

/** What the HTTP API hands to capture-form for a browser's post, headers of Chrome and CloudFront included. */
export function postEvent(posted: PostedLead, index: number, originSecret: string): APIGatewayProxyEventV2 {
  return {
    version: '2.0',
    routeKey: 'POST /v1/forms/{formId}/submissions',
    rawPath: '/v1/forms/contact/submissions',
    rawQueryString: '',
    headers: {
      accept: 'application/json',
      'accept-encoding': 'gzip, deflate, br, zstd',
      'accept-language': 'vi-VN,vi;q=0.9,en-US;q=0.6,en;q=0.5',
      'content-type': 'application/json',
      host: 'api.execute-api.ap-southeast-1.amazonaws.com',
      origin: 'https://d111111abcdef8.cloudfront.net',
      referer: 'https://d111111abcdef8.cloudfront.net/',
      'sec-fetch-dest': 'empty',
      'sec-fetch-mode': 'cors',
      'sec-fetch-site': 'same-origin',
      'user-agent': 'Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
      via: '2.0 0123456789abcdef.cloudfront.net (CloudFront)',
      'x-amz-cf-id': 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4',
      'x-amzn-trace-id': 'Root=1-68f00000-0123456789abcdef01234567',
      'x-forwarded-for': `${addressOf(index)}, 130.176.1.1`,
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      'x-pheu-origin': originSecret,
    },
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'api.execute-api.ap-southeast-1.amazonaws.com',
      domainPrefix: 'api',
      http: {
        method: 'POST',
        path: '/v1/forms/contact/submissions',
        protocol: 'HTTP/1.1',
        sourceIp: '130.176.1.1',
        userAgent: 'Amazon CloudFront',
      },
      requestId: `bench-${index}`,
      routeKey: 'POST /v1/forms/{formId}/submissions',
      stage: '$default',
      time: '22/Nov/2026:06:00:00 +0000',
      timeEpoch: Date.now(),
    },
    pathParameters: { formId: 'contact' },
    isBase64Encoded: false,
    body: JSON.stringify(posted),
  };
}
