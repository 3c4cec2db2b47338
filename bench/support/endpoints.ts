import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const Environment = z.record(z.string(), z.string());
const CountedCalls = z.record(z.string(), z.object({ calls: z.number(), readUnits: z.number(), writeUnits: z.number() }));
/** Calls by operation, with the units that the table reported. */
export type CountedCalls = z.infer<typeof CountedCalls>;

/** Services for measured functions, in another process than theirs. */
export interface Endpoints {
  /** What a function needs in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** What was called since this was asked last. */
  counted(): Promise<CountedCalls>;
  stop(): Promise<void>;
}

/** `repsPerPool`: for many leads, of whom each rep hears one by one. @default - the pools that a deployment starts with */
export async function openEndpoints(repsPerPool?: number): Promise<Endpoints> {
  const args = [`${import.meta.dirname}/endpoints-process.ts`, ...(repsPerPool === undefined ? [] : [String(repsPerPool)])];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const died = ended.then(([code]) => Promise.reject(new Error(`the local endpoints ended with code ${code}`)));
  // Stopping is an end as well; only who waits for a line hears of it.
  died.catch(() => {});
  const lines = createInterface(child.stdout);
  const nextLine = async (): Promise<unknown> => JSON.parse(String((await Promise.race([once(lines, 'line'), died]))[0]));
  return {
    environment: Environment.parse(await nextLine()),
    async counted() {
      child.stdin.write('\n');
      return CountedCalls.parse(await nextLine());
    },
    async stop() {
      // The process ends with our end of the pipe, also when we are killed.
      child.stdin.end();
      await ended;
    },
  };
}
