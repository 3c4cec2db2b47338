import { checked, ResourceError, StartError } from '../assembly/errors.ts';
import { numberAt, objectAt, textAt, textsAt } from '../assembly/json.ts';
import type { Authoriser } from './authorisers.ts';
import type { Cloud } from './cloud.ts';
import { createEdge, type Edge } from './edge.ts';
import { createEdgeFunction } from './edge-function.ts';
import { createHttpApi, type HttpApi, type Integration, type Route } from './http-api.ts';
import { type Deployment, type Item, itemsOf } from './provision.ts';
import { createQueueIntegration, type SendMessage } from './queue-integration.ts';

/** What answers HTTP: the APIs, and the distributions in front of them, in the order of the templates. */
export interface WebTier {
  readonly apis: readonly HttpApi[];
  readonly edges: readonly Edge[];
}

/** Puts routes, integrations and authorisers together, then the distributions around them. */
export function createWebTier(deployment: Deployment): WebTier {
  const apis = itemsOf(deployment, 'AWS::ApiGatewayV2::Api').map((item) => createApi(deployment, item));
  return { apis, edges: itemsOf(deployment, 'AWS::CloudFront::Distribution').map((item) => edgeOf(deployment, item, apis)) };
}

function edgeOf(deployment: Deployment, { resource, properties, identity }: Item, apis: readonly HttpApi[]): Edge {
  const functions = new Map(
    itemsOf(deployment, 'AWS::CloudFront::Function').map((item) => [
      item.identity.ref,
      checked(item.resource, () => createEdgeFunction(item.properties, identity)),
    ]),
  );
  const policyAt = (type: string) => (id: string) => itemsOf(deployment, type).find((item) => item.identity.ref === id)?.properties;
  return checked(resource, () =>
    createEdge(properties, {
      functionAt: (functionArn) => functions.get(functionArn),
      bucketAt: (domainName) => [...deployment.buckets.values()].find(({ name }) => domainName.startsWith(`${name}.s3`)),
      apiAt: (domainName) => apis.find((api) => api.domainName === domainName),
      responseHeadersPolicy: policyAt('AWS::CloudFront::ResponseHeadersPolicy'),
      originRequestPolicy: policyAt('AWS::CloudFront::OriginRequestPolicy'),
    }),
  );
}

function createApi(deployment: Deployment, api: Item): HttpApi {
  const { cloud } = deployment;
  const ofApi = (type: string): Item[] =>
    itemsOf(deployment, type).filter(({ properties }) => textAt(properties, 'ApiId') === api.identity.ref);
  const integrations = new Map(ofApi('AWS::ApiGatewayV2::Integration').map((item) => [item.identity.ref, integrationOf(deployment, item)]));
  const authorisers = new Map(ofApi('AWS::ApiGatewayV2::Authorizer').map((item) => [item.identity.ref, authoriserOf(deployment, item)]));
  const routes = ofApi('AWS::ApiGatewayV2::Route').map(({ resource, properties }): Route => {
    const integration = integrations.get((textAt(properties, 'Target') ?? '').replace('integrations/', ''));
    if (!integration) throw new ResourceError(resource, 'has no integration');
    const type = textAt(properties, 'AuthorizationType') ?? 'NONE';
    const kind = authoriserKinds.get(type);
    if (type !== 'NONE' && !kind) throw new ResourceError(resource, `is authorised by ${type}; the local runtime knows JWT and CUSTOM`);
    const authoriser = kind && authorisers.get(textAt(properties, 'AuthorizerId') ?? '');
    if (authoriser?.kind !== kind) throw new ResourceError(resource, `has no authoriser of the type ${type}`);
    const routeKey = textAt(properties, 'RouteKey') ?? '$default';
    if (integration.kind === 'lambda')
      checked(resource, () => demandInvoking(deployment, api.identity.ref, routeKey, integration.functionArn));
    return { routeKey, integration, authoriser };
  });
  const { accountId, region } = cloud.options;
  return createHttpApi({ id: api.identity.ref, accountId, region, routes, tokens: cloud.tokens, now: () => cloud.clock.now() });
}

function integrationOf({ cloud, roles }: Deployment, { resource, properties }: Item): Integration {
  const type = textAt(properties, 'IntegrationType');
  const subtype = textAt(properties, 'IntegrationSubtype');
  try {
    if (type === 'AWS_PROXY' && subtype === 'SQS-SendMessage') {
      const roleArn = textAt(properties, 'CredentialsArn') ?? '';
      const principal = `API${resource.logicalId}`;
      cloud.iam.setPrincipal(principal, {
        roleArn,
        name: resource.logicalId,
        statements: roles.statementsOf(roleArn.split('/').at(-1) ?? ''),
      });
      const queueUrl = textAt(objectAt(properties, 'RequestParameters'), 'QueueUrl') ?? '';
      const verdict = cloud.iam.check(principal, 'sqs:SendMessage', cloud.queues.arnOf(queueUrl.split('/').at(-1) ?? ''));
      if (!verdict.allowed) throw new StartError(`AccessDenied: ${verdict.why}`);
      return createQueueIntegration(properties, sender(cloud));
    }
    if (type !== 'AWS_PROXY' || subtype !== undefined)
      throw new StartError(`is of the kind ${subtype ?? type}; the local runtime knows Lambda proxies and SQS-SendMessage`);
    if (textAt(properties, 'PayloadFormatVersion') !== '2.0') throw new StartError('has a payload format other than 2.0');
    const fn = cloud.functions.get(functionArnIn(textAt(properties, 'IntegrationUri') ?? ''));
    if (!fn) throw new StartError(`calls ${textAt(properties, 'IntegrationUri')}, which is none of our functions`);
    return {
      kind: 'lambda',
      functionArn: fn.spec.arn,
      invoke: (event, onStart) => fn.invoke(event, onStart),
      timeoutMs: Number(textAt(properties, 'TimeoutInMillis') ?? 30_000),
    };
  } catch (error) {
    throw error instanceof StartError ? new ResourceError(resource, error.message, { cause: error }) : error;
  }
}

function demandInvoking({ policies, cloud }: Deployment, apiId: string, routeKey: string, functionArn: string): void {
  const { region, accountId } = cloud.options;
  const [method = '', path = ''] = routeKey === '$default' ? ['GET', '/$default'] : routeKey.split(' ');
  const sourceArn = `arn:aws:execute-api:${region}:${accountId}:${apiId}/$default/${method === 'ANY' ? 'GET' : method}${path}`;
  policies.demand({ service: 'apigateway.amazonaws.com', action: 'lambda:InvokeFunction', resourceArn: functionArn, sourceArn, accountId });
}

/** The URI is the function's ARN, alone or inside the invocation path of API Gateway. */
function functionArnIn(uri: string): string {
  return (
    /arn:aws:lambda:[^:]+:[^:]+:function:[\w-]+/.exec(uri.includes('/functions/') ? (uri.split('/functions/')[1] ?? '') : uri)?.[0] ?? ''
  );
}

/** What routes call the kinds of authorisers. */
const authoriserKinds: ReadonlyMap<string, Authoriser['kind']> = new Map([
  ['JWT', 'jwt'],
  ['CUSTOM', 'request'],
]);

function authoriserOf(deployment: Deployment, item: Item): Authoriser {
  const { resource, properties } = item;
  const type = textAt(properties, 'AuthorizerType');
  if (type === 'REQUEST') return requestAuthoriserOf(deployment, item);
  if (type !== 'JWT') throw new ResourceError(resource, `is an authoriser of the type ${type}; the local runtime knows JWT and REQUEST`);
  const jwt = objectAt(properties, 'JwtConfiguration');
  const [source = '$request.header.Authorization'] = textsAt(properties, 'IdentitySource');
  return {
    kind: 'jwt',
    issuer: textAt(jwt, 'Issuer') ?? '',
    audience: textsAt(jwt, 'Audience'),
    header: source.replace('$request.header.', '').toLowerCase(),
  };
}

function requestAuthoriserOf({ cloud, policies }: Deployment, { resource, properties, identity }: Item): Authoriser {
  if (textAt(properties, 'AuthorizerPayloadFormatVersion') !== '2.0' || properties.EnableSimpleResponses !== true)
    throw new ResourceError(resource, 'answers otherwise than simply in the payload format 2.0; the local runtime knows no other');
  const fn = cloud.functions.get(functionArnIn(textAt(properties, 'AuthorizerUri') ?? ''));
  if (!fn) throw new ResourceError(resource, `asks ${textAt(properties, 'AuthorizerUri')}, which is none of our functions`);
  const { region, accountId } = cloud.options;
  const sourceArn = `arn:aws:execute-api:${region}:${accountId}:${textAt(properties, 'ApiId')}/authorizers/${identity.ref}`;
  const resourceArn = fn.spec.arn;
  checked(resource, () =>
    policies.demand({ service: 'apigateway.amazonaws.com', action: 'lambda:InvokeFunction', resourceArn, sourceArn, accountId }),
  );
  return {
    kind: 'request',
    identitySource: textsAt(properties, 'IdentitySource'),
    // The service's own default is five minutes.
    ttlMs: numberAt(properties, 'AuthorizerResultTtlInSeconds', 300) * 1_000,
    invoke: (event) => fn.invoke(event),
  };
}

function sender(cloud: Cloud): SendMessage {
  return async ({ queueUrl, body, groupId, deduplicationId, delaySeconds }) => {
    const queueing = cloud.surroundings.watcher?.queueing?.(body);
    let messageId: string | undefined;
    try {
      if (cloud.outages.isOut('sqs')) throw new Error('SQS is out');
      const sent = cloud.queues.send(cloud.queues.arnOf(queueUrl.split('/').at(-1) ?? ''), {
        body,
        groupId,
        deduplicationId,
        ...(delaySeconds !== undefined && { delayMs: delaySeconds * 1000 }),
        ...(queueing?.recordedAs !== undefined && { recordedAs: queueing.recordedAs }),
      });
      messageId = sent.messageId;
      return messageId;
    } finally {
      queueing?.ended(messageId);
    }
  };
}
