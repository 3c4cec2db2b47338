import { createServer, type Server, type ServerResponse } from 'node:http';
import { StartError } from '../assembly/errors.ts';
import type { JsonObject } from '../assembly/json.ts';
import { readAssembly, type Stack } from '../assembly/read.ts';
import { Assembly } from '../assembly/scope.ts';
import { whyForeign, whyMisdirected } from '../callers.ts';
import type { Item } from '../dynamodb/index.ts';
import { type Cloud, type CloudOptions, openCloud } from './cloud.ts';
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
import { type LiveResponse, writeLive } from './live.ts';
import { type Deployment, itemsOf, provision } from './provision.ts';
import { createWebTier } from './web-tier.ts';

/** How a runtime is started. */
export interface RuntimeOptions extends CloudOptions {
  readonly port: number;
  readonly host: string;
  /** Resolves to the directory of the cloud assembly once it is built. */
  readonly assembly: Promise<string>;
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

/** A runtime that answers. */
export interface LocalRuntime {
  readonly url: string;
  readonly port: number;
  readonly deployment: Deployment;
  readonly environment: JsonObject;
  /** Starts one sandbox of each function, so that the first visitor does not wait for it. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the port, the services and the assembly, and connects them. Until it is ready, requests are answered by 503. */
export async function startRuntime(options: RuntimeOptions): Promise<LocalRuntime> {
  const step = options.onStep ?? (() => {});
  // A failed build must not end the process before the port and services are closed again.
  options.assembly.catch(() => {});
  let answer: (request: HttpRequest) => Promise<HttpResponse | LiveResponse> = async () => starting;
  const server = createServer((message, response) => {
    readRequest(message)
      .then(async (request) => {
        const result = refusalOf(request, options.host) ?? (await answer(request));
        if ('follow' in result) writeLive(response, result);
        else writeResponse(response, result, request.method);
      })
      .catch((error: unknown) => answerError(error, response));
  });
  const port = await listen(server, options.port, options.host);
  let cloud: Cloud | undefined;
  const close = async (): Promise<void> => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    await cloud?.close();
  };
  try {
    const opened = await openCloud(options);
    cloud = opened;
    step('services');
    const contents = options.contents?.(opened.clock.now());
    for (const [name, value] of Object.entries(contents?.parameters ?? {})) opened.parameters.put(name, value, 'SecureString');
    const directory = await options.assembly;
    step('assembly');
    const url = `http://localhost:${port}`;
    const stacks = stacksOf(directory, options.region);
    const { gateway } = opened;
    const { region, accountId } = options;
    const assembly = new Assembly(stacks, {
      region,
      accountId,
      publicHost: `localhost:${port}`,
      queueUrl: (name) => `${gateway.url}/${accountId}/${name}`,
    });
    const deployment = await provision(assembly, opened);
    if (contents !== undefined) await fillTables(deployment, contents.items);
    step('resources');
    const web = createWebTier(deployment);
    let open = 0;
    const sendToEdge = async (request: HttpRequest): Promise<HttpResponse> => {
      open++;
      try {
        return await (web.edge?.(request) ??
          web.apis[0]?.handle(request) ??
          jsonResponse(404, { message: 'The templates have nothing that answers HTTP.' }));
      } finally {
        open--;
      }
    };
    const parts: HelperParts = { deployment, web, publicUrl: url, openRequests: () => open, sendToEdge };
    answer = async (request) => (isHelperPath(request.path) ? await answerHelper(parts, request) : await sendToEdge(request));
    return {
      url,
      port,
      deployment,
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
function stacksOf(directory: string, localRegion: string): Stack[] {
  const stacks = readAssembly(directory);
  const here = stacks.filter(({ region }) => region === undefined || region === localRegion);
  if (here.length > 0) return here;
  throw new StartError(
    `The stacks are made for ${stacks.map(({ region }) => region).join(', ')}. Start with PHEU_REGION=${stacks[0]?.region}`,
  );
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

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      reject(
        new StartError(
          `Port ${port} is taken. Stop what uses it (lsof -i :${port} shows it), or choose another: npm start -- --port ${port + 1}`,
        ),
      );
    });
    // A burst of visitors must not wait for the operating system's default queue of 511 connections.
    server.listen({ port, host, backlog: 4096 }, resolve);
  });
  // Reps' tools keep connections; an edge does, too.
  server.keepAliveTimeout = 65_000;
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}
