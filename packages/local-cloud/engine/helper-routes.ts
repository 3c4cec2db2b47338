import { flagAt, isObject, type Json, type JsonObject, numberAt, objectAt, parseJson, textAt } from '../assembly/json.ts';
import { nameFromArn } from '../assembly/names.ts';
import { adminAccessKeyId } from '../iam/index.ts';
import { FaultPlan } from '../services/index.ts';
import { durationMs } from './duration.ts';
import { type HttpRequest, type HttpResponse, jsonResponse, notFramed } from './http-message.ts';
import { busyWith, untilIdle } from './idle.ts';
import { postInbound, recipientsOf } from './inbound-routes.ts';
import type { LiveResponse } from './live.ts';
import { outageParts } from './outages.ts';
import { type Deployment, type Item, itemsOf } from './provision.ts';
import { shellEnvironment } from './shell-environment.ts';
import { answerSignIn, signInPath } from './sign-in-routes.ts';
import type { WebTier } from './web-tier.ts';

/** What the helper routes answer from. */
export interface HelperParts {
  readonly deployment: Deployment;
  readonly web: WebTier;
  readonly publicUrl: string;
  /** Of each distribution, the first as `publicUrl`. */
  readonly siteUrls: readonly string[];
  readonly openRequests: () => number;
  /** The application's page at a place below `/_local/`. */
  readonly pageAt: (name: string) => HttpResponse | undefined;
  readonly sendToEdge: (request: HttpRequest) => Promise<HttpResponse>;
}

/** A request below `/_local/`. */
export interface HelperCall {
  readonly request: HttpRequest;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
  /** The part of the path behind the route. */
  readonly rest: string;
}

/** Answers one route below `/_local/`. */
export type HelperRoute = (parts: HelperParts, call: HelperCall) => HttpResponse | LiveResponse | Promise<HttpResponse>;

/** Dates of later years are written in another way, which nothing here reads. */
const latestMs = Date.UTC(9999, 11, 31);

const ok = (body: unknown): HttpResponse => jsonResponse(200, body);
const refuse = (message: string): HttpResponse => jsonResponse(400, { message });
const plainText = (body: string): HttpResponse => ({ status: 200, headers: [['content-type', 'text/plain; charset=utf-8']], body });
const onePixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const readerOf = ({ headers, sourceIp }: HttpRequest) => {
  const named = (wanted: string) => headers.find(([name]) => name === wanted)?.[1];
  return { ipAddress: named('x-forwarded-for')?.split(',')[0]?.trim() ?? sourceIp, userAgent: named('user-agent') };
};
/** Where the links of watched mails lead first, as over SES' own domain. */
const follow: HelperRoute = ({ deployment }, { request, query }) => {
  const url = deployment.cloud.ses.followed(query.get('mail') ?? '', Number(query.get('link')), readerOf(request));
  return url === undefined
    ? jsonResponse(404, { message: 'No mail here has such a link.' })
    : { status: 302, headers: [['location', url]], body: '' };
};

const routes: Readonly<Record<string, HelperRoute>> = {
  'GET inbound': ({ deployment }) => ok({ recipients: recipientsOf(deployment) }),
  'POST inbound': (parts, { body }) => postInbound(parts, body),
  'GET health': ({ publicUrl }) => ok({ ready: true, url: publicUrl }),
  'GET mail': ({ deployment }, { query }) => {
    const to = query.get('to');
    return ok(deployment.cloud.ses.mails().filter((mail) => to === null || mail.to.some((address) => address.includes(to))));
  },
  'GET open': ({ deployment }, { request, query }) => {
    deployment.cloud.ses.opened(query.get('mail') ?? '', readerOf(request));
    return {
      status: 200,
      headers: [
        ['content-type', 'image/gif'],
        ['cache-control', 'no-store'],
      ],
      body: onePixel,
    };
  },
  'GET click': follow,
  'HEAD click': follow,
  'DELETE mail': ({ deployment }) => {
    deployment.cloud.ses.clear();
    return ok({ mails: 0 });
  },
  'GET token': issueToken,
  'GET jwks': ({ deployment }) => ok(deployment.cloud.tokens.keys),
  'GET idle': async ({ deployment, openRequests }, { query }) => {
    const timeoutMs = Number(query.get('timeout') ?? 30) * 1000;
    if (!(timeoutMs >= 0)) return refuse('timeout is a number of seconds.');
    const busy = await untilIdle(() => busyWith(deployment, openRequests), { timeoutMs, countsRetries: query.get('retries') !== 'skip' });
    return busy.now.length === 0 && (busy.retrying.length === 0 || query.get('retries') === 'skip')
      ? ok({ idle: true, retrying: busy.retrying })
      : jsonResponse(503, { idle: false, busy: busy.now, retrying: busy.retrying });
  },
  'POST clock': async ({ deployment: { cloud } }, { body }) => {
    const advance = textAt(body, 'advance') ?? '';
    const byMs = durationMs(advance);
    if (byMs === undefined) return refuse('Send {"advance": "P2D"}: an ISO 8601 duration in weeks, days, hours, minutes and seconds.');
    if (cloud.clock.now() + byMs > latestMs) return refuse('The clock ends with the year 9999.');
    cloud.clock.advance(byMs);
    const expired = await cloud.database.sweepExpired();
    return ok({ now: new Date(cloud.clock.now()).toISOString(), expired });
  },
  'GET clock': ({ deployment: { cloud } }) => ok({ now: new Date(cloud.clock.now()).toISOString() }),
  'GET logs': ({ deployment }, { query }) => ok(deployment.cloud.logs.since(Number(query.get('since') ?? 0))),
  'GET events': ({ deployment }) => ok(deployment.cloud.events.captured()),
  'GET messages': ({ deployment }, { query }) => {
    const queue = query.get('queue');
    const all = deployment.cloud.queues.captured().map(({ queueArn, ...message }) => ({ queue: nameFromArn(queueArn), ...message }));
    return ok(queue === null ? all : all.filter((message) => message.queue === queue));
  },
  'GET queues': listQueues,
  'GET calls': ({ deployment }) => ok(deployment.cloud.calls),
  'DELETE calls': ({ deployment: { cloud } }) => {
    cloud.calls.length = 0;
    cloud.invocations.length = 0;
    return ok({ calls: 0 });
  },
  'GET invocations': ({ deployment }) => ok(deployment.cloud.invocations),
  'GET faults': ({ deployment: { cloud } }) => ok({ counts: cloud.gateway.faults.count(), outages: cloud.outages.list() }),
  'POST faults': setFaults,
  'DELETE faults': ({ deployment: { cloud } }) => {
    cloud.gateway.faults.set(undefined);
    for (const part of outageParts) cloud.outages.set(part, false);
    return ok({ counts: cloud.gateway.faults.count(), outages: [] });
  },
  'POST invoke': async ({ deployment: { cloud } }, { body }) => {
    const name = textAt(body, 'function') ?? '';
    const fn = [...cloud.functions.values()].find(
      ({ spec }) => spec.name === name || spec.name.endsWith(`-${name}`) || spec.logicalId === name,
    );
    if (!fn) return refuse(`No function ${name}. There are: ${[...cloud.functions.values()].map(({ spec }) => spec.name).join(', ')}`);
    return ok(await fn.invoke(body.event ?? {}));
  },
  'GET env': (parts, { query }) =>
    query.get('as') === 'shell' ? plainText(shellEnvironment(environmentOf(parts))) : ok(environmentOf(parts)),
  'GET resources': ({ deployment }) =>
    ok({
      executed: executedOf(deployment).map(({ resource, identity }) => ({ ...nameOf(resource), ref: identity.ref })),
      noLocalEffect: deployment.skipped.map(({ resource, because }) => ({ ...nameOf(resource), because })),
    }),
};

/** Answers everything below /_local/. */
export async function answerHelper(parts: HelperParts, request: HttpRequest): Promise<HttpResponse | LiveResponse> {
  const answer = await chooseHelper(parts, request);
  if ('follow' in answer) return answer;
  const own = new Set(notFramed.map(([name]) => name));
  return { ...answer, headers: [...answer.headers.filter(([name]) => !own.has(name)), ...notFramed] };
}

async function chooseHelper(parts: HelperParts, request: HttpRequest): Promise<HttpResponse | LiveResponse> {
  const path = request.path.replace(/^\/_local\/?/, '');
  if (`${request.path}/`.startsWith(`${signInPath}/`)) return await answerSignIn(parts.deployment, request);
  if (path.startsWith('api/')) return await askApi(parts, request, path.slice('api'.length));
  const [first = '', ...rest] = path.split('/');
  const own = parts.deployment.cloud.surroundings.routes ?? {};
  const asked = `${request.method} ${first}`;
  const route = own[asked] ?? routes[asked];
  const page = request.method === 'GET' && rest.length === 0 ? parts.pageAt(first) : undefined;
  if (page && (!route || wantsHtml(request))) return page;
  if (!route) {
    const known = [...new Set([...Object.keys(routes), ...Object.keys(own)])].map((one) => one.replace(' ', ' /_local/'));
    return first === '' ? ok({ routes: known }) : jsonResponse(404, { message: 'No such helper route.', routes: known });
  }
  let body: Json = {};
  try {
    if (request.body.length > 0) body = parseJson(request.body.toString('utf8'));
  } catch {
    return refuse('The body is not JSON.');
  }
  return await route(parts, {
    request,
    query: new URLSearchParams(request.query),
    body: isObject(body) ? body : {},
    rest: rest.join('/'),
  });
}

/** A browser that opens a page says so; scripts take anything. */
const wantsHtml = ({ headers }: HttpRequest): boolean => headers.some(([name, value]) => name === 'accept' && value.includes('text/html'));

/** The API without the distribution in front: no origin secret, the caller's own address. */
async function askApi({ web }: HelperParts, request: HttpRequest, path: string): Promise<HttpResponse> {
  const [api] = web.apis;
  return api ? await api.handle({ ...request, path }) : jsonResponse(404, { message: 'The templates have no HTTP API.' });
}

async function issueToken({ deployment }: HelperParts, { request, query }: HelperCall): Promise<HttpResponse> {
  const email = query.get('user');
  if (email === null || email === '') return refuse('Say whose token: /_local/token?user=admin@example.com');
  const [pool] = itemsOf(deployment, 'AWS::Cognito::UserPool');
  const [client] = itemsOf(deployment, 'AWS::Cognito::UserPoolClient');
  if (!pool || !client) return jsonResponse(404, { message: 'The templates have no user pool with a client.' });
  const issuer = textAt(pool.identity.attributes, 'ProviderURL') ?? '';
  const token = await deployment.cloud.tokens.sign({ issuer, clientId: client.identity.ref, email });
  const wantsJson = request.headers.some(([name, value]) => name === 'accept' && value.includes('application/json'));
  // Bare text, so that a shell can write: curl -H "authorization: Bearer $(curl -s …)"
  return wantsJson
    ? ok({ token, expiresInSeconds: 3600 })
    : { status: 200, headers: [['content-type', 'text/plain; charset=utf-8']], body: token };
}

function listQueues({ deployment }: HelperParts, { rest }: HelperCall): HttpResponse {
  const { queues } = deployment.cloud;
  const found = queues.list();
  if (rest !== '') {
    const queue = found.find(({ options }) => options.name === rest);
    return queue ? ok(queue.messages()) : jsonResponse(404, { message: `No queue ${rest}.` });
  }
  const deadLetters = new Set(found.map(({ options }) => options.redrive?.deadLetterArn));
  const consumed = new Set(deployment.queueMappings.map(({ spec }) => spec.queueArn));
  return ok(
    found.map((queue) => ({
      name: queue.options.name,
      url: queues.urlOf(queue.arn),
      ...queue.depth(),
      isDeadLetterQueue: deadLetters.has(queue.arn),
      isConsumed: consumed.has(queue.arn),
    })),
  );
}

function setFaults({ deployment: { cloud } }: HelperParts, { body }: HelperCall): HttpResponse {
  const part = outageParts.find((name) => name === body.outage);
  if (body.outage !== undefined && !part) return refuse(`An outage is one of ${outageParts.join(', ')}.`);
  if (part) cloud.outages.set(part, flagAt(body, 'on'));
  const fate = objectAt(body, 'fate');
  const outcome = (['delivered', 'bounced', 'complained', 'suppressed'] as const).find((name) => name === fate.is);
  if (outcome) cloud.ses.setFate(textAt(fate, 'address') ?? '', outcome);
  for (const limit of ['maxSendRate', 'max24HourSend'] as const)
    if (limit in body) cloud.ses.setLimits({ [limit]: numberAt(body, limit, undefined) });
  if ('rate' in body) {
    const plan = FaultPlan.safeParse(body);
    if (!plan.success) return refuse('A fault plan is {seed, rate, modes, services?, operations?, principals?, maxDelayMs?}.');
    cloud.gateway.faults.set(plan.data);
  }
  return ok({ counts: cloud.gateway.faults.count(), outages: cloud.outages.list() });
}

/** What tests and tools need to use real SDK clients. */
export function environmentOf({ deployment, publicUrl, siteUrls }: HelperParts): JsonObject {
  const { cloud, assembly } = deployment;
  const queueEntries = cloud.queues.list().map((queue) => [queue.options.name, cloud.queues.urlOf(queue.arn)]);
  const tables = itemsOf(deployment, 'AWS::DynamoDB::Table').map(({ identity }) => identity.ref);
  return {
    url: publicUrl,
    ...cloud.surroundings.environment?.(siteUrls),
    endpointUrl: cloud.gateway.url,
    region: cloud.options.region,
    accountId: cloud.options.accountId,
    accessKeyId: adminAccessKeyId,
    secretAccessKey: 'local',
    tableName: tables[0] ?? '',
    tables,
    queues: Object.fromEntries(queueEntries),
    functions: [...cloud.functions.values()].map(({ spec }) => spec.name),
    apis: itemsOf(deployment, 'AWS::ApiGatewayV2::Api').map(({ identity }) => identity.ref),
    outputs: Object.fromEntries(assembly.stacks.map((stack) => [stack.name, assembly.outputs(stack)])),
  };
}

function executedOf({ items, skipped }: Deployment): Item[] {
  const leftOut = new Set(skipped.map(({ resource }) => resource));
  return [...items.values()].flat().filter(({ resource }) => !leftOut.has(resource));
}

function nameOf(resource: { type: string; logicalId: string; path: string }): JsonObject {
  return { type: resource.type, logicalId: resource.logicalId, path: resource.path };
}
