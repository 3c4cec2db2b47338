/** The files of this build, and a name for it; web/build-console.ts knows them. */
declare const FILES: readonly string[];
declare const BUILD: string;
/** The script that the page of this build begins with. */
declare const SCRIPT: string;

interface Waits {
  waitUntil(done: Promise<unknown>): void;
}
interface Asks {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Tells {
  readonly data: readonly string[];
  readonly ports: readonly MessagePort[];
}
interface WorkerScope {
  addEventListener(type: 'install' | 'activate', listener: (event: Waits) => void): void;
  addEventListener(type: 'fetch', listener: (event: Asks) => void): void;
  addEventListener(type: 'message', listener: (event: Tells) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}

const scope = globalThis as unknown as WorkerScope;
const page = '/';

/**
 * Keeps the page and the files of its build, and nothing else: what the API answers is somebody's, and goes past this worker. A page opens from
 * here at once, also without a network; a newer one is fetched meanwhile and opens the next time.
 */
scope.addEventListener('install', (event) =>
  event.waitUntil(
    (async () => {
      const kept = await caches.open(BUILD);
      await kept.addAll(FILES);
      await kept.put(page, await pageOfBuild());
      await scope.skipWaiting();
    })(),
  ),
);

/** The build before stays: tabs that were opened with it may still ask for its files. */
scope.addEventListener('activate', (event) =>
  event.waitUntil(
    (async () => {
      const others = (await caches.keys()).filter((name) => name !== BUILD);
      await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
      await scope.clients.claim();
    })(),
  ),
);

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (pathname === page && request.mode === 'navigate') event.respondWith(keptPage(request));
  else if (pathname.startsWith('/assets/')) event.respondWith(keptFile(request));
});

/** A page asks by the files that it began with whether it is of another build. */
scope.addEventListener('message', ({ data, ports: [page] }) => page?.postMessage(data.some((file) => !FILES.includes(file))));

/** @throws for the page of another build: a deployment is not through yet, and whoever kept that page would keep it until the next one. */
async function pageOfBuild(): Promise<Response> {
  const answer = await fetch(new Request(page, { cache: 'reload' }));
  if (!answer.ok || !(await answer.clone().text()).includes(SCRIPT)) throw new Error('the page is not of this build yet');
  return answer;
}

async function keptPage(request: Request): Promise<Response> {
  const kept = await (await caches.open(BUILD)).match(page);
  return kept ?? (await fetch(request));
}

/** Names of files change with their contents, so that one of any build is the right one. */
async function keptFile(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? (await fetch(request));
}
