// One cold start: loads a function and calls it once. Argument 1 is the bundle, argument 2 a file with the event.
// Plain JavaScript, so that stripping types is no part of what is measured.
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';

const event = JSON.parse(readFileSync(process.argv[3], 'utf8'));
const context = { awsRequestId: 'bench', functionName: 'bench', getRemainingTimeInMillis: () => 10_000 };
const before = process.cpuUsage();
const startedAt = performance.now();
let wokeMs;
// The last message that the function sent while it was loading: those that wake others.
subscribe('http.client.response.finish', ({ request }) => {
  if (String(request.getHeader('x-amz-target')).startsWith('AmazonSQS.Send')) wokeMs = performance.now() - startedAt;
});
const loaded = await import(process.argv[2]);
const initMs = performance.now() - startedAt;
const initCpu = process.cpuUsage(before);
const wakesMs = wokeMs ?? null;
const answer = await (loaded.handler ?? loaded.default.handler)(event, context);
const totalMs = performance.now() - startedAt;
const cpu = process.cpuUsage(before);
const cpuMs = (cpu.user + cpu.system) / 1000;
const callCpuMs = cpuMs - (initCpu.user + initCpu.system) / 1000;
// Functions log to the standard output; this line is the last.
process.stdout.write(`\n${JSON.stringify({ initMs, wakesMs, totalMs, cpuMs, callCpuMs, status: answer?.statusCode ?? 200 })}\n`, () =>
  process.exit(0),
);
