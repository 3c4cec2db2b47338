interface Waits {
  waitUntil(done: Promise<unknown>): void;
}
interface Asks {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Tells extends Waits {
  readonly data: readonly string[];
}
interface WorkerScope {
  addEventListener(type: 'install' | 'activate', listener: (event: Waits) => void): void;
  addEventListener(type: 'fetch', listener: (event: Asks) => void): void;
  addEventListener(type: 'message', listener: (event: Tells) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}

const scope = globalThis as unknown as WorkerScope;
const cacheName = 'pheu-kiosk-1';
/** A network that is there and brings nothing is none. */
const patienceMs = 5_000;

scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()));
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));

/** The page began without this worker, so it names what it consists of. */
scope.addEventListener('message', (event) => event.waitUntil(Promise.all(event.data.map(keep))));

scope.addEventListener('fetch', (event) => {
  if (event.request.method === 'GET' && isOfPage(event.request.url)) event.respondWith(newest(event.request));
});

/** Whether an address is of the page itself or says what its form asks. Whatever else the API answers goes past this worker, and so do posts. */
function isOfPage(address: string): boolean {
  const { origin, pathname } = new URL(address);
  return origin === location.origin && (!pathname.startsWith('/v1/') || /^\/v1\/forms\/[^/]+$/.test(pathname));
}

async function keep(address: string): Promise<void> {
  // One that fails now is kept when the page asks for it the next time.
  if (isOfPage(address)) await fetched(new Request(address, { credentials: 'omit' })).catch(() => {});
}

async function fetched(request: Request): Promise<Response> {
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(cacheName)).put(request.url, answer.clone());
  return answer;
}

/** What the network has, so that a form that was changed is shown at once; what was kept where it has nothing, or too late. */
async function newest(request: Request): Promise<Response> {
  const asked = fetched(request);
  const kept = await (await caches.open(cacheName)).match(request.url);
  if (!kept) return asked;
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), patienceMs));
  return Promise.race([asked.then((answer) => (answer.status < 500 ? answer : kept)).catch(() => kept), late]);
}
