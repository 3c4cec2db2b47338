import { fork } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

const Block = z.object({ cpuMs: z.number(), wallMs: z.number(), statuses: z.record(z.string(), z.number()) });
/** Milliseconds per post. */
export type Block = z.infer<typeof Block>;

/** A function running alone in a process. */
export interface MeasuredFunction {
  run(events: readonly object[]): Promise<Block>;
  stop(): void;
}

export async function openMeasured(
  bundle: string,
  environment: Readonly<Record<string, string>>,
  execArgv: string[] = [],
): Promise<MeasuredFunction> {
  const child = fork(`${import.meta.dirname}/measured-process.mjs`, [pathToFileURL(bundle).href], {
    env: { ...environment, NODE_OPTIONS: '--enable-source-maps' },
    execArgv,
    // What functions log is not looked at.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return {
    async run(events) {
      const answer = once(child, 'message');
      child.send([...events]);
      const [block] = await answer;
      return Block.parse(block);
    },
    stop: () => child.disconnect(),
  };
}
