import { setTimeout as pause } from 'node:timers/promises';

/** CPU time of a process at some moments. */
export interface Rest {
  readonly cpuMs: number;
  /** How long it went on working after the first look. */
  readonly workedSeconds: number;
}

/** Longer than our queue gathers a batch: a process that waits for one is not at rest. */
const restSeconds = 8;
const lookEveryMs = 500;
/** Below a tenth of a core nothing is worked off any more. */
const restingShare = 0.1;
const patienceSeconds = 180;

/** Many an ingest answers first and works later, so its CPU time counts until it has come to rest. @throws when it never does */
export async function untilRest(cpuMs: () => number, wait: (ms: number) => Promise<unknown> = pause): Promise<Rest> {
  let last = cpuMs();
  let restedMs = 0;
  for (let passedMs = lookEveryMs; passedMs <= patienceSeconds * 1000; passedMs += lookEveryMs) {
    await wait(lookEveryMs);
    const now = cpuMs();
    restedMs = now - last < restingShare * lookEveryMs ? restedMs + lookEveryMs : 0;
    last = now;
    if (restedMs >= restSeconds * 1000) return { cpuMs: now, workedSeconds: (passedMs - restedMs) / 1000 };
  }
  throw new Error(`the process did not come to rest within ${patienceSeconds} s`);
}
