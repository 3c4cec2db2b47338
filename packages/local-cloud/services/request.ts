import type { IncomingMessage } from 'node:http';
import { isPresigned, readS3Request } from './s3/index.ts';
import type { ServiceName } from './service.ts';
import { ServiceError } from './service-error.ts';

export interface AwsRequest {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: ServiceName;
  readonly operation: string;
}

const targets: Readonly<Record<string, ServiceName>> = {
  DynamoDB_20120810: 'dynamodb',
  AmazonSQS: 'sqs',
  AWSEvents: 'events',
  AmazonSSM: 'ssm',
  AWSCognitoIdentityProviderService: 'cognito-idp',
};

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly operation: string;
}

const sesRoutes: readonly Route[] = [
  { method: 'POST', path: /^\/v2\/email\/outbound-emails$/, operation: 'SendEmail' },
  { method: 'GET', path: /^\/v2\/email\/suppression\/addresses$/, operation: 'ListSuppressedDestinations' },
  { method: 'PUT', path: /^\/v2\/email\/suppression\/addresses$/, operation: 'PutSuppressedDestination' },
  { method: 'GET', path: /^\/v2\/email\/suppression\/addresses\/(?<EmailAddress>[^/]+)$/, operation: 'GetSuppressedDestination' },
  { method: 'DELETE', path: /^\/v2\/email\/suppression\/addresses\/(?<EmailAddress>[^/]+)$/, operation: 'DeleteSuppressedDestination' },
  { method: 'GET', path: /^\/v2\/email\/account$/, operation: 'GetAccount' },
];

/** Who calls, and what: from the SigV4 header and the target header or the path. The signature itself is not checked. */
export function readRequest(request: IncomingMessage): AwsRequest {
  // A page that was given a presigned address asks first whether it may follow it, without a signature.
  const { accessKeyId, region, scope } = readCredential(
    isPresigned(request.url) ? credentialInAddress(request) : request.headers.authorization,
  );
  const { service, operation } = scope === 's3' ? readS3Operation(request) : readOperation(request);
  if (scope !== service)
    throw new ServiceError('InvalidSignatureException', `Credential should be scoped to correct service: '${service}'.`);
  return { accessKeyId, region, service, operation };
}

function readCredential(header: string | undefined): { accessKeyId: string; region: string; scope: string } {
  const [, accessKeyId, region, scope] = /Credential=([^/\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(header ?? '') ?? [];
  if (accessKeyId === undefined || region === undefined || scope === undefined) {
    throw new ServiceError('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
  }
  return { accessKeyId, region, scope };
}

/** As the header of a signed request has it. */
function credentialInAddress({ url = '' }: IncomingMessage): string {
  return `Credential=${new URLSearchParams(url.split('?').slice(1).join('?')).get('X-Amz-Credential') ?? ''}`;
}

function readS3Operation(request: IncomingMessage): { service: ServiceName; operation: string } {
  return { service: 's3', operation: readS3Request(request, Buffer.alloc(0)).operation };
}

function readOperation(request: IncomingMessage): { service: ServiceName; operation: string } {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    const [prefix = '', operation = ''] = target.split('.');
    const service = targets[prefix];
    if (service === undefined) throw new ServiceError('UnknownOperationException', `no local service answers to ${target}`);
    return { service, operation };
  }
  const route = routeOf(request);
  if (route === undefined)
    throw new ServiceError('UnknownOperationException', `no local service answers to ${request.method} ${pathOf(request)}`, {
      status: 404,
    });
  return { service: 'ses', operation: route.operation };
}

/** The input of a call: the JSON body, and for a REST call the values in path and query. */
export function readInput(request: IncomingMessage, body: string): unknown {
  const parsed = parseJson(body === '' ? '{}' : body);
  const route = request.headers['x-amz-target'] === undefined ? routeOf(request) : undefined;
  if (route === undefined) return parsed;
  const inPath = Object.entries(route.path.exec(pathOf(request))?.groups ?? {}).map(([name, value]) => [name, decoded(value)]);
  const query = [...new URLSearchParams((request.url ?? '').split('?').slice(1).join('?'))];
  return Object.assign({}, parsed, Object.fromEntries(query), Object.fromEntries(inPath));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ServiceError('BadRequestException', 'the path is not percent-encoded');
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ServiceError('SerializationException', 'the body is not JSON');
  }
}

function routeOf(request: IncomingMessage): Route | undefined {
  const path = pathOf(request);
  return sesRoutes.find((route) => route.method === request.method && route.path.test(path));
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}
