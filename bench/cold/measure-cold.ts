import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

const ColdStart = z.object({
  initMs: z.number(),
  /** Until it had woken others; null: it woke nobody. */
  wakesMs: z.number().nullable(),
  totalMs: z.number(),
  cpuMs: z.number(),
  callCpuMs: z.number(),
  status: z.number(),
});
/** Milliseconds from loading the bundle: until it is loaded, and until the first call is answered. */
export type ColdStart = z.infer<typeof ColdStart>;

/** Starts a process that loads the bundle and calls it once. @throws when the call fails. */
export async function coldStart(bundle: string, eventFile: string, environment: Readonly<Record<string, string>>): Promise<ColdStart> {
  const script = `${import.meta.dirname}/first-call.mjs`;
  const started = promisify(execFile)(process.execPath, [script, pathToFileURL(bundle).href, eventFile], { env: { ...environment } });
  const { stdout } = await started.catch((error: Error & { stderr?: string }) => {
    throw new Error(/^\w*Error: .*$/m.exec(error.stderr ?? '')?.[0] ?? error.message);
  });
  const start = ColdStart.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  if (start.status >= 400) throw new Error(`the first call was answered with ${start.status}`);
  return start;
}

/** Lambda gives this much memory a whole CPU, less memory as much less (developer guide, "Configure Lambda function memory"). */
const wholeCpuMb = 1_769;

/** Milliseconds of the same start by model on Lambda: loading gets a whole CPU, the call the share of the function's memory. */
export function atMemory({ initMs, totalMs, callCpuMs }: ColdStart, memoryMb: number): number {
  const waitingMs = Math.max(0, totalMs - initMs - callCpuMs);
  return initMs + waitingMs + callCpuMs / Math.min(1, memoryMb / wholeCpuMb);
}
