import { createServer, type Server, type ServerResponse } from 'node:http';
import { PortTaken, StartError } from '../assembly/errors.ts';
import { type JsonObject, textAt } from '../assembly/json.ts';
import { everyStackOf, readAssembly, type Stack } from '../assembly/read.ts';
import { Assembly } from '../assembly/scope.ts';
import { whyForeign, whyMisdirected } from '../callers.ts';
import type { LocalClock } from '../clock.ts';
import type { Item } from '../dynamodb/index.ts';
import type { Faults, LocalSes } from '../services/index.ts';
import { type Cloud, type CloudOptions, openCloud } from './cloud.ts';
import type { Edge } from './edge.ts';
import { answerHelper, environmentOf, type HelperParts } from './helper-routes.ts';
import {
  BodyTooLarge,
  type HttpRequest,
  type HttpResponse,
  headerValue,
  jsonResponse,
  notFramed,
  readRequest,
  writeResponse,
} from './http-message.ts';
import { type Busy, busyWith, type IdleOptions, untilIdle } from './idle.ts';
import { type LiveResponse, writeLive } from './live.ts';
import type { Outages } from './outages.ts';
import { type Deployment, itemsOf, provision } from './provision.ts';
import { signInPath } from './sign-in-routes.ts';
import { createPages } from './surroundings.ts';
import { createWebTier } from './web-tier.ts';

/** How a cloud is started. */
export interface StartOptions extends CloudOptions {
  readonly port: number;
  readonly host: string;
  /** The directory of the cloud assembly, or a promise of it where it is still being made. */
  readonly assemblyDir: string | Promise<string>;
  /** What the account holds when it opens; asked once its services are there. @default - nothing */
  readonly contents?: (nowMs: number) => Contents;
  /** Hears of each step of the start, for whoever wants to know where the time goes. */
  readonly onStep?: (step: string) => void;
}

/** What an account may hold before its resources are created, as after a restore. */
export interface Contents {
  /** Values of secure parameters by name. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Of the table, in the wire format. */
  readonly items: readonly Item[];
}

/** Mails that were sent, and what became of them. */
export type Outbox = Pick<LocalSes, 'mails' | 'setFate' | 'setLimits' | 'opened' | 'followed' | 'clear'>;

/** A cloud that answers. */
export interface LocalCloud {
  readonly url: string;
  readonly port: number;
  /** Of each distribution, each an origin of its own; the first as `url`. */
  readonly siteUrls: readonly string[];
  /** What clients and tools need to know of it: addresses, names of tables, queues and functions, outputs of the stacks. */
  readonly environment: JsonObject;
  readonly clock: LocalClock;
  readonly faults: Faults;
  /** What is out, and takes a part out or brings it back. */
  readonly outages: Outages;
  readonly outbox: Outbox;
  /** All that the templates made, for whoever looks deeper. */
  readonly deployment: Deployment;
  /** Moves the time forward and takes out what has expired by then. @returns how many items those were */
  advance(byMs: number): Promise<number>;
  /** Waits until nothing is under way. @returns what still is when the time is up */
  idle(options?: Partial<IdleOptions>): Promise<Busy>;
  /** Starts one sandbox of each function, so that the first visitor does not wait for it. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the port, the services and the assembly, and connects them. Until it is ready, requests are answered by 503. */
export async function startCloud(options: StartOptions): Promise<LocalCloud> {
  const step = options.onStep ?? (() => {});
  const assembly = Promise.resolve(options.assemblyDir);
  // A failed build must not end the process before the port and services are closed again.
  assembly.catch(() => {});
  const site = openDoor(options.host);
  const doors = [site];
  const port = await site.listen(options.port);
  let cloud: Cloud | undefined;
  const close = async (): Promise<void> => {
    await Promise.all(doors.map((door) => door.close()));
    await cloud?.close();
  };
  try {
    const opened = await openCloud(options);
    cloud = opened;
    step('services');
    const contents = options.contents?.(opened.clock.now());
    for (const [name, value] of Object.entries(contents?.parameters ?? {})) opened.parameters.put(name, value, 'SecureString');
    const directory = await assembly;
    step('assembly');
    const url = `http://localhost:${port}`;
    const { here: stacks, elsewhere } = stacksOf(directory, options.region);
    const distributions = everyStackOf(stacks).flatMap(({ resources }) =>
      [...resources.values()].filter(({ type }) => type === 'AWS::CloudFront::Distribution'),
    );
    const ports = [port];
    // Each distribution is an origin of its own, as in the cloud; one that is not asked for by its number gets any.
    for (const [place] of distributions.slice(1).entries()) {
      const door = openDoor(options.host);
      doors.push(door);
      ports.push(await door.listen(options.port === 0 ? 0 : port + 1 + place));
    }
    const hosts = ports.map((one) => `localhost:${one}`);
    const siteUrls = hosts.map((host) => `http://${host}`);
    const { gateway } = opened;
    const { region, accountId } = options;
    const templates = new Assembly(stacks, {
      region,
      accountId,
      publicHostOf: (distribution) => hosts[distributions.indexOf(distribution)] ?? `localhost:${port}`,
      localAddresses: [
        ...hosts.map((host) => [`https://${host}`, `http://${host}`] as const),
        // Of user pools; what the page is called is known only when the pool is there.
        [/https:\/\/[\w-]+\.auth\.[\w-]+\.amazoncognito\.com/g, `${siteUrls[1] ?? url}${signInPath}`],
      ],
      queueUrl: (name) => `${gateway.url}/${accountId}/${name}`,
    });
    const deployment = await provision(templates, opened);
    for (const { region, resources } of elsewhere) {
      for (const resource of resources.values()) deployment.skipped.push({ resource, because: `its stack is made for ${region}` });
    }
    const [pool] = itemsOf(deployment, 'AWS::Cognito::UserPool');
    opened.tokens.issuer = (pool && textAt(pool.identity.attributes, 'ProviderURL')) ?? '';
    if (contents !== undefined) await fillTables(deployment, contents.items);
    step('resources');
    const web = createWebTier(deployment);
    let open = 0;
    const sendTo = async (edge: Edge | undefined, request: HttpRequest): Promise<HttpResponse> => {
      open++;
      try {
        return await (edge?.(request) ??
          web.apis[0]?.handle(request) ??
          jsonResponse(404, { message: 'The templates have nothing that answers HTTP.' }));
      } finally {
        open--;
      }
    };
    const sendToEdge = (request: HttpRequest): Promise<HttpResponse> => sendTo(web.edges[0], request);
    deployment.cloud.ses.setTrackingUrl(url);
    const pageAt = createPages(opened.surroundings.pages);
    const parts: HelperParts = { deployment, web, publicUrl: url, siteUrls, openRequests: () => open, sendToEdge, pageAt };
    for (const [place, door] of doors.entries()) {
      door.answer = async (request) =>
        isHelperPath(request.path) ? await answerHelper(parts, request) : await sendTo(web.edges[place], request);
    }
    return {
      url,
      port,
      siteUrls,
      deployment,
      clock: opened.clock,
      faults: opened.gateway.faults,
      outages: opened.outages,
      outbox: opened.ses,
      advance: async (byMs) => {
        opened.clock.advance(byMs);
        return await opened.database.sweepExpired();
      },
      idle: ({ timeoutMs = 30_000, countsRetries = true } = {}) =>
        untilIdle(() => busyWith(deployment, () => open), { timeoutMs, countsRetries }),
      environment: environmentOf(parts),
      warm: async () => {
        for (const fn of opened.functions.values()) await fn.warm();
      },
      close: async () => {
        for (const mapping of [...deployment.queueMappings, ...deployment.streamMappings]) mapping.close();
        await deployment.customResources.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function fillTables(deployment: Deployment, items: readonly Item[]): Promise<void> {
  for (const { identity } of itemsOf(deployment, 'AWS::DynamoDB::Table')) await deployment.cloud.database.restore(identity.ref, items);
}

/** The stacks of the local Region; what lies elsewhere (certificate and firewall in us-east-1) has no local effect. */
function stacksOf(directory: string, localRegion: string): { readonly here: Stack[]; readonly elsewhere: Stack[] } {
  const stacks = readAssembly(directory);
  const isHere = ({ region }: Stack): boolean => region === undefined || region === localRegion;
  const here = stacks.filter(isHere);
  if (here.length > 0) return { here, elsewhere: stacks.filter((stack) => !isHere(stack)) };
  throw new StartError(`The stacks are made for ${stacks.map(({ region }) => region).join(', ')}. Start in that Region.`);
}

const isHelperPath = (path: string): boolean => /^\/_local(\/|$)/.test(path);

/** Keeps other web pages of this machine's browser out of the runtime. The API is left to answer foreign origins by itself. */
function refusalOf({ path, headers }: HttpRequest, listensAt: string): HttpResponse | undefined {
  const host = headerValue(headers, 'host');
  const misdirected = whyMisdirected(host, listensAt);
  if (misdirected !== undefined) return jsonResponse(421, { message: misdirected });
  if (!path.startsWith('/')) return jsonResponse(400, { message: 'The path of a request begins with a slash.' });
  if (!isHelperPath(path)) return undefined;
  const foreign = whyForeign({ host, origin: headerValue(headers, 'origin'), site: headerValue(headers, 'sec-fetch-site') });
  return foreign === undefined ? undefined : jsonResponse(403, { message: foreign }, notFramed);
}

const starting = jsonResponse(503, { message: 'The local runtime is starting.' });

function answerError(error: unknown, response: ServerResponse): void {
  // The client left before it had said all: nobody waits for an answer.
  if (response.destroyed) return;
  const answer =
    error instanceof BodyTooLarge
      ? jsonResponse(413, { message: 'Request Entity Too Large' })
      : jsonResponse(500, { message: 'The local runtime failed; see its output.' });
  if (!(error instanceof BodyTooLarge)) console.error('local runtime:', error);
  if (!response.headersSent) writeResponse(response, answer, 'GET');
}

/** A port of this machine, and what answers there; until that is known, requests are answered by 503. */
interface Door {
  answer: (request: HttpRequest) => Promise<HttpResponse | LiveResponse>;
  listen(port: number): Promise<number>;
  close(): Promise<void>;
}

function openDoor(host: string): Door {
  const server = createServer((message, response) => {
    readRequest(message)
      .then(async (request) => {
        const result = refusalOf(request, host) ?? (await door.answer(request));
        if ('follow' in result) writeLive(response, result);
        else writeResponse(response, result, request.method);
      })
      .catch((error: unknown) => answerError(error, response));
  });
  const door: Door = {
    answer: async () => starting,
    listen: (port) => listen(server, port, host),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return door;
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      reject(new PortTaken(port));
    });
    // A burst of visitors must not wait for the operating system's default queue of 511 connections.
    server.listen({ port, host, backlog: 4096 }, resolve);
  });
  // Reps' tools keep connections; an edge does, too.
  server.keepAliveTimeout = 65_000;
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}
