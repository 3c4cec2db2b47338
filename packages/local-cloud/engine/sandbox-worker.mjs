// The inside of one sandbox: loads a function's bundle and runs one invocation at a time, as Lambda's runtime does.
// Plain JavaScript, because stripping types costs each new sandbox some 50 ms.
import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread || !parentPort) throw new Error('sandbox-worker.mjs runs in a worker only');
const port = parentPort;
const { moduleUrl, exportName, clockOffset, context, playedHosts, nameServers } = workerData;

moveDate(new BigInt64Array(clockOffset));
playHosts(playedHosts);
dns.setServers(nameServers);
process.setSourceMapsEnabled(true);
process.on('uncaughtException', (error) => {
  port.postMessage({ type: 'crash', error: describe(error) });
  process.exit(1);
});

let handler;
try {
  const loaded = await import(moduleUrl);
  handler = loaded[exportName] ?? loaded.default?.[exportName];
  if (typeof handler !== 'function') throw new Error(`The bundle exports no function "${exportName}".`);
} catch (error) {
  port.postMessage({ type: 'crash', error: describe(error) });
  process.exit(1);
}

port.on('message', async ({ requestId, event, deadline, traceId }) => {
  process.env._X_AMZN_TRACE_ID = traceId;
  const invocation = {
    ...context,
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.timeOrigin - performance.now())),
  };
  try {
    const answer = await handler(JSON.parse(event), invocation);
    port.postMessage({ type: 'done', requestId, payload: answer === undefined ? 'null' : JSON.stringify(answer) });
  } catch (error) {
    port.postMessage({ type: 'done', requestId, error: describe(error) });
  }
});
port.postMessage({ type: 'ready' });

/** Lets every part of the bundle see the runtime's clock; performance.now and timers stay real. */
function moveDate(offset) {
  const RealDate = Date;
  const now = () => RealDate.now() + Number(Atomics.load(offset, 0));
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget === globalThis.Date ? target : newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, property, receiver) => (property === 'now' ? now : Reflect.get(target, property, receiver)),
  });
}

/** Leads requests to hosts that this machine plays to where they answer, without TLS; the function's own client asks them as it would in the cloud. */
function playHosts(played) {
  const { request } = https;
  https.request = (url, options, onResponse) => {
    const asked = url instanceof URL || typeof url === 'string' ? new URL(url) : undefined;
    const origin = asked && played[asked.host];
    if (!origin) return request(url, options, onResponse);
    const { method, headers, signal } = options;
    return http.request(new URL(asked.pathname + asked.search, origin), { method, headers, signal }, onResponse);
  };
  syncBuiltinESMExports();
}

function describe(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: String(error.stack).split('\n') };
}
