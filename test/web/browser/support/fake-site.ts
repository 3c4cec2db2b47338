import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { extname, join } from 'node:path';
import { build } from '../../../../tools/build.ts';
import { createCollector } from './collector.ts';

export type Received = { headers: IncomingMessage['headers']; text: string };
/** `drop` closes the connection without an answer, after the post has arrived. */
export type Reply = { status: number; body?: unknown; headers?: Record<string, string>; delayMs?: number } | 'drop';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.csv': 'text/csv; charset=utf-8',
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

/**
 * The built site with an API of answers that a test chooses; it remembers every post and beacon that reached it. Each test starts its
 * own: the last beacon of a page may come when the next test runs already.
 */
export const startFakeSite = async () => {
  const { outDir } = await build({ ifStale: true });
  const folder = join(outDir, 'web');
  const posts: Received[] = [];
  const extraPages = new Map<string, { html: string; headers: Record<string, string> }>();
  let description: object = { token: 'signed-token', tokenMaxAgeSeconds: 86_400 };
  let replies: Reply[] = [];
  /** Forms that a page has asked for; no page posts another. */
  const known = new Set(['/v1/forms/contact']);
  const collector = createCollector();

  let isCutOff = false;
  const server = createServer(async (request, response) => {
    if (isCutOff) return request.socket.destroy();
    const path = new URL(request.url ?? '/', 'http://site').pathname;
    if (/^\/v1\/forms\/[^/]+$/.test(path)) {
      known.add(path);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(description));
    } else if (path.endsWith('/submissions') && known.has(path.replace(/\/submissions$/, ''))) {
      posts.push({ headers: request.headers, text: await textOf(request) });
      const reply: Reply = replies.shift() ?? { status: 202, body: { status: 'accepted' } };
      if (reply === 'drop') return request.socket.destroy();
      if (reply.delayMs) await new Promise((wake) => setTimeout(wake, reply.delayMs));
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers }).end(JSON.stringify(reply.body ?? {}));
    } else if (path === '/v1/events') {
      collector.take(request.method ?? '', request.headers['content-type'] ?? '', await textOf(request));
      response.writeHead(200).end();
    } else {
      // As CloudFront does it: only the root has a default page.
      const file = path === '/' ? '/index.html' : path;
      const extra = extraPages.get(file);
      const content = extra?.html ?? (await readFile(join(folder, file)).catch(() => undefined));
      const headers = { 'content-type': types[extname(file)] ?? 'text/plain', 'access-control-allow-origin': '*', ...extra?.headers };
      response.writeHead(content === undefined ? 404 : 200, headers).end(content);
    }
    return undefined;
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  return {
    url: `http://127.0.0.1:${port}`,
    posts,
    collector,
    /** Sets the next answers, in order; afterwards every post is accepted. */
    answerWith(...next: Reply[]) {
      replies = next;
      posts.length = 0;
    },
    /** Cuts every connection from now on, or no more. A browser may forget for a moment that it is offline, where a page is opened anew in another process. */
    cutOff(now: boolean) {
      isCutOff = now;
    },
    addPage(path: string, html: string, headers: Record<string, string> = {}) {
      extraPages.set(path, { html, headers });
    },
    /** Sets what the API says of the form. */
    describeForm(more: object) {
      description = { ...description, ...more };
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};

export type FakeSite = Awaited<ReturnType<typeof startFakeSite>>;
