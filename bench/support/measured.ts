import { fork } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

const MeasuredRun = z.array(z.object({ cpuMs: z.number(), wallMs: z.number(), status: z.number() }));
/** One entry per event; CPU time is that of the whole process, collector and compiler included. */
export type MeasuredRun = z.infer<typeof MeasuredRun>;

/** A function running alone in a process, one invocation at a time. */
export interface MeasuredFunction {
  run(events: readonly object[]): Promise<MeasuredRun>;
  stop(): void;
}

export async function openMeasured(bundle: string, environment: Readonly<Record<string, string>>): Promise<MeasuredFunction> {
  const child = fork(`${import.meta.dirname}/measured-process.mjs`, [pathToFileURL(bundle).href], {
    env: { ...environment },
    // What functions log is not looked at.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${bundle} ended with code ${code}`)));
  // Stopping is an end as well; only a run that waits for an answer hears of it.
  failed.catch(() => {});
  await Promise.race([once(child, 'message'), failed]);
  return {
    async run(events) {
      const answer = once(child, 'message');
      child.send([...events]);
      const [calls] = await Promise.race([answer, failed]);
      return MeasuredRun.parse(calls);
    },
    stop: () => child.disconnect(),
  };
}
