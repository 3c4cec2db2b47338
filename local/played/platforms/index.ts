import { createServer } from 'node:http';
import type { LocalClock } from 'local-cloud';
import { type Google, openGoogle } from './google.ts';
import { type Graph, openGraph } from './graph.ts';
import type { PlatformAnswer, PlatformRequest } from './request.ts';
import { openTikTok, type TikTok } from './tiktok.ts';
import { openZalo, type Zalo } from './zalo.ts';

export type { PlatformFate } from './request.ts';
export { platformFates } from './request.ts';

/** The hosts that platforms of advertisements and chats answer at. */
export const platformHosts = [
  'graph.facebook.com',
  'business-api.tiktok.com',
  'oauth.zaloapp.com',
  'openapi.zalo.me',
  'oauth2.googleapis.com',
  'datamanager.googleapis.com',
] as const;

/** The platforms that connectors ask, played on this machine: leads that nobody was told of are there as well. */
export interface LocalPlatforms {
  /** Where they answer in place of their hosts; the paths tell them apart. */
  readonly url: string;
  readonly google: Google;
  readonly graph: Graph;
  readonly tikTok: TikTok;
  readonly zalo: Zalo;
  /** What each was asked, newest last; without tokens. */
  asked(): readonly { readonly at: string; readonly method: string; readonly path: string; readonly status: number }[];
  clear(): void;
  close(): Promise<void>;
}

/** Opens them on a free port of this machine. */
export async function openPlatforms(clock: Pick<LocalClock, 'now'>): Promise<LocalPlatforms> {
  const played = playPlatforms(clock);
  const asked: { at: string; method: string; path: string; status: number }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const asking = {
        method: request.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      const { status, body } = played.answer(asking);
      asked.push({ at: new Date(clock.now()).toISOString(), method: asking.method, path: asking.path, status });
      if (asked.length > 500) asked.splice(0, 100);
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1' }, resolve));
  server.unref();
  const address = server.address();
  return {
    ...played,
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    asked: () => asked,
    clear() {
      asked.length = 0;
      played.clear();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The platforms without a port, for whoever asks them in the same process. */
export function playPlatforms(clock: Pick<LocalClock, 'now'>) {
  const [google, graph, tikTok, zalo] = [openGoogle(), openGraph(clock), openTikTok(clock), openZalo(clock)];
  return {
    google,
    graph,
    tikTok,
    zalo,
    answer(request: PlatformRequest): PlatformAnswer {
      if (request.path === '/token' || request.path === '/v1/events:ingest') return google.answer(request);
      if (request.path.startsWith('/open_api/')) return tikTok.answer(request);
      return /^\/v\d+(?:\.\d+)?\/oa\//.test(request.path) ? zalo.answer(request) : graph.answer(request);
    },
    clear() {
      for (const platform of [google, graph, tikTok, zalo]) platform.clear();
    },
  };
}
