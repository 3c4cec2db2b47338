import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { whyForeign, whyMisdirected } from '../callers.ts';
import type { LocalClock } from '../clock.ts';
import { adminAccessKeyId, type LocalIam } from '../iam/index.ts';
import { createFaults, type Fault, type Faults } from './faults.ts';
import { listen, readBody, reply } from './http.ts';
import { callWithoutOneEntry } from './partial-failure.ts';
import { type AwsRequest, readInput, readRequest } from './request.ts';
import { isPresigned, readS3Request, refusalOf as refusalOfS3 } from './s3/index.ts';
import { type Answer, type CallCapacity, isObject, type Service, type ServiceName, textOf } from './service.ts';
import { answerOf, ServiceError } from './service-error.ts';

/** One finished call of an SDK client; `status` 0 means that the connection was cut. */
export interface CallRecord {
  readonly at: number;
  readonly principal: string;
  readonly service: ServiceName;
  readonly operation: string;
  readonly status: number;
  readonly errorType?: string;
  readonly inputBytes: number;
  readonly outputBytes: number;
  readonly fault?: Fault['mode'] | 'outage';
  readonly capacity?: CallCapacity;
}

export interface GatewayOptions {
  readonly clock: LocalClock;
  readonly accountId: string;
  readonly region: string;
  readonly services: readonly Service[];
  readonly iam: LocalIam;
  /** 0 takes a free port. */
  readonly port?: number;
  /** Called with the access key whose worker must be terminated (fault mode `kill`). */
  readonly onKill?: (accessKeyId: string) => void;
  /** Hears of every refused permission, in the words of the answer. */
  readonly onDenied?: (why: string) => void;
}

export interface Gateway {
  /** The value of every AWS_ENDPOINT_URL_*. */
  readonly url: string;
  readonly faults: Faults;
  /** Calls being answered; a waiting ReceiveMessage does not count. */
  inFlight(): number;
  onCall(listener: (call: CallRecord) => void): () => void;
  close(): Promise<void>;
}

interface Outcome {
  readonly answer?: Answer;
  readonly fault?: Fault['mode'] | 'outage';
}

/** One HTTP server that SDK clients of all local services talk to. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { clock, iam } = options;
  const services = new Map(options.services.map((service) => [service.name, service]));
  const faults = createFaults();
  const listeners = new Set<(call: CallRecord) => void>();
  let inFlightCount = 0;

  const call = async (service: Service, request: AwsRequest, input: unknown): Promise<Outcome> => {
    if (request.accessKeyId !== adminAccessKeyId && faults.isOut(request.service)) {
      faults.noteOutage();
      return request.service === 'ses' ? { answer: sesIsDown(), fault: 'outage' } : { fault: 'outage' };
    }
    authorise(service, request, input);
    const run = (changed: unknown = input): Promise<Answer> => execute(service, request, changed);
    if (request.accessKeyId === adminAccessKeyId) return { answer: await run() };
    const fault = faults.decide({ principal: iam.nameOf(request.accessKeyId), service: request.service, operation: request.operation });
    return fault === undefined ? { answer: await run() } : callWithFault(fault, request, input, run);
  };

  const callWithFault = async (
    fault: Fault,
    request: AwsRequest,
    input: unknown,
    run: (changed?: unknown) => Promise<Answer>,
  ): Promise<Outcome> => {
    switch (fault.mode) {
      case 'before':
        return { answer: refusalOf(fault.isRetryable, request.service), fault: fault.mode };
      case 'after':
        await run();
        return { fault: fault.mode };
      case 'delay':
        await pause(fault.delayMs);
        return { answer: await run(), fault: fault.mode };
      case 'kill':
        if (fault.isAfterEffect) await run();
        options.onKill?.(request.accessKeyId);
        return { fault: fault.mode };
      case 'partial':
        return { answer: await callWithoutOneEntry(request.operation, input, fault.chance, run), fault: fault.mode };
    }
  };

  const authorise = (service: Service, request: AwsRequest, input: unknown): void => {
    if (request.accessKeyId === adminAccessKeyId) return;
    if (!iam.has(request.accessKeyId))
      throw new ServiceError('UnrecognizedClientException', 'The security token included in the request is invalid.');
    const common = {
      'aws:RequestedRegion': request.region,
      'aws:ResourceAccount': options.accountId,
      'aws:PrincipalAccount': options.accountId,
      'aws:SecureTransport': 'true',
    };
    for (const { action, resourceArn, context } of service.resourcesOf(request.operation, input)) {
      const verdict = iam.check(request.accessKeyId, action, resourceArn, { ...common, ...context });
      if (verdict.allowed) continue;
      options.onDenied?.(verdict.why);
      throw accessDenied(request.service, verdict.why);
    }
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    let read: AwsRequest | undefined;
    let outcome: Outcome;
    let isCounted = false;
    try {
      read = readRequest(request);
      const service = services.get(read.service);
      if (service === undefined) throw new ServiceError('UnknownOperationException', `this runtime has no ${read.service}`);
      if (read.region !== options.region)
        throw new ServiceError('InvalidSignatureException', `Credential should be scoped to a valid region, not '${read.region}'.`);
      isCounted = read.operation !== 'ReceiveMessage';
      if (isCounted) inFlightCount += 1;
      outcome = await call(service, read, read.service === 's3' ? readS3Request(request, body) : readInput(request, body.toString('utf8')));
    } catch (error) {
      const isS3 = read?.service === 's3' || isPresigned(request.url);
      const inWords = (refusal: ServiceError) => (isS3 ? refusalOfS3(refusal, { method: request.method ?? 'GET' }) : answerOf(refusal));
      outcome = { answer: error instanceof ServiceError ? inWords(error) : brokenAnswer(error) };
    } finally {
      if (isCounted) inFlightCount -= 1;
    }
    const outputBytes = reply(response, outcome.answer, read?.service);
    if (read !== undefined) report(read, outcome, body.length, outputBytes);
  };

  const report = (request: AwsRequest, { answer, fault }: Outcome, inputBytes: number, outputBytes: number): void => {
    const errorType = answer !== undefined && answer.status >= 400 ? errorTypeOf(answer) : undefined;
    const record: CallRecord = {
      at: clock.now(),
      principal: iam.nameOf(request.accessKeyId),
      service: request.service,
      operation: request.operation,
      status: answer?.status ?? 0,
      inputBytes,
      outputBytes,
      ...(errorType === undefined ? {} : { errorType }),
      ...(fault === undefined ? {} : { fault }),
      ...(answer?.capacity === undefined ? {} : { capacity: answer.capacity }),
    };
    for (const listener of listeners) listener(record);
  };

  const server = createServer((request, response) => {
    const refusal = refusalOfBrowsers(request);
    if (refusal !== undefined) return void reply(response, refusal, undefined);
    serve(request, response).catch(() => response.destroy());
  });
  // Workers keep their connections; a server that drops an idle one races with the next call and looks like a fault.
  server.keepAliveTimeout = 10 * 60_000;
  server.headersTimeout = 11 * 60_000;
  const port = await listen(server, options.port ?? 0);
  const url = `http://127.0.0.1:${port}`;
  for (const service of options.services) service.attach?.(url);

  return {
    url,
    faults,
    inFlight: () => inFlightCount,
    onCall(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** SDK clients of this machine call here; a web page never does. */
function refusalOfBrowsers({ headers, url }: IncomingMessage): Answer | undefined {
  const misdirected = whyMisdirected(headers.host);
  if (misdirected !== undefined) return { status: 421, body: { message: misdirected } };
  // Whoever has a presigned address may follow it from any page that the bucket's CORS lets in.
  if (isPresigned(url)) return undefined;
  const site = headers['sec-fetch-site'];
  const foreign = whyForeign({ host: headers.host, origin: headers.origin, site: Array.isArray(site) ? site.join() : site });
  return foreign === undefined ? undefined : { status: 403, body: { message: foreign } };
}

async function execute(service: Service, request: AwsRequest, input: unknown): Promise<Answer> {
  try {
    return await service.execute(request.operation, input, request.accessKeyId);
  } catch (error) {
    // A refusal is an answer too: with the fault `after` it must be lost like a success.
    if (error instanceof ServiceError) return answerOf(error);
    throw error;
  }
}

function accessDenied(service: ServiceName, why: string): ServiceError {
  if (service === 's3') return new ServiceError('AccessDenied', why, { status: 403 });
  const type = service === 'dynamodb' || service === 'sqs' ? 'com.amazon.coral.service#AccessDeniedException' : 'AccessDeniedException';
  return new ServiceError(type, why, { status: service === 'ses' ? 403 : 400 });
}

function refusalOf(isRetryable: boolean, service: ServiceName): Answer {
  const refusal = isRetryable
    ? new ServiceError('InternalServerError', 'injected: the service had an internal error, nothing was done', { status: 500 })
    : new ServiceError('FaultInjected', 'injected: the call was refused, nothing was done');
  return service === 's3' ? refusalOfS3(refusal, { method: 'GET' }) : answerOf(refusal);
}

/** A cut connection would leave open whether the mail was taken; an outage is meant to be a sure no, as a refused connection is. */
function sesIsDown(): Answer {
  return answerOf(new ServiceError('TooManyRequestsException', 'injected: the service takes nothing now', { status: 429 }));
}

function brokenAnswer(error: unknown): Answer {
  // A fault of the runtime itself, not of the caller: say it where a developer looks.
  console.error('local services:', error);
  return answerOf(new ServiceError('InternalFailure', error instanceof Error ? error.message : 'unknown', { status: 500 }));
}

function errorTypeOf(answer: Answer): string | undefined {
  const type = isObject(answer.body) ? textOf(answer.body.__type) : undefined;
  return type?.split('#').at(-1);
}
