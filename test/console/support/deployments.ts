import { readdirSync, readFileSync } from 'node:fs';
import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../dist/console');
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};

/** The files of another build of the console: the same, under other names, with a mark by which the page is known. */
function anotherBuild(build: string): Map<string, string> {
  const names = ['index.html', 'sw.js', ...readdirSync(join(folder, 'assets')).map((name) => `assets/${name}`)];
  const hashes = [...new Set(names.flatMap((name) => /-(\w{8})\./.exec(name)?.[1] ?? []))];
  // No hash begins by this letter: a file that kept its name would be taken from the build before.
  const renamed = new Map(hashes.map((hash) => [hash, `z${build.slice(-1)}${hash.slice(2)}`]));
  const rename = (text: string) => hashes.reduce((all, hash) => all.replaceAll(hash, renamed.get(hash) ?? hash), text);
  return new Map(
    names.map((name) => {
      const text = readFileSync(join(folder, name), 'utf8').replace('<body', `<body data-build="${build}"`);
      return [`/${rename(name)}`, rename(text).replaceAll(/"pheu-\w{8}"/g, `"pheu-${build}"`)];
    }),
  );
}

/** A way into the runtime on which builds of the console are deployed one over another, as into a bucket that loses nothing. */
export interface Deployments {
  /** The proxy that a browser goes through. */
  readonly proxy: { readonly server: string; readonly bypass: string };
  /** Puts another build in place. `parts`: only those of its files, as a deployment that is not through yet. */
  deploy(build: string, parts?: (path: string) => boolean): void;
  /** Loses files that fit, of any build. */
  lose(fits: (path: string) => boolean): void;
  stop(): Promise<void>;
}

export async function startDeployments(consoleUrl: string): Promise<Deployments> {
  const files = new Map<string, string>();
  let isLost = (_path: string): boolean => false;
  const { host } = new URL(consoleUrl);
  const server = createServer((incoming, outgoing) => {
    const asked = new URL(incoming.url ?? '/', consoleUrl);
    const name = asked.pathname === '/' ? '/index.html' : asked.pathname;
    const [file, isGone] = asked.host === host ? [files.get(name), isLost(name)] : [undefined, false];
    // What is answered in place of a file has the headers that the edge gives to each.
    const path = file === undefined && !isGone ? asked.pathname + asked.search : '/index.html';
    const { 'if-none-match': _, ...headers } = incoming.headers;
    const forwarded = ask({ hostname: asked.hostname, port: asked.port, path, method: incoming.method ?? 'GET', headers }, (answer) => {
      if (!isGone && file === undefined) return answer.pipe(outgoing.writeHead(answer.statusCode ?? 502, answer.headers));
      answer.resume();
      const { 'content-length': __, etag: ___, ...kept } = answer.headers;
      // As a bucket says of what is not there.
      if (isGone) return outgoing.writeHead(403, kept).end();
      return outgoing.writeHead(200, { ...kept, 'content-type': types[name.split('.').at(-1) ?? ''] }).end(file);
    });
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    proxy: { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bypass: '<-loopback>' },
    deploy(build, parts = () => true) {
      for (const [path, text] of anotherBuild(build)) if (parts(path)) files.set(path, text);
    },
    lose(fits) {
      isLost = fits;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
