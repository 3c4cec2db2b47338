import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const Environment = z.record(z.string(), z.string());

/** Services for measured functions, in another process than theirs. */
export interface Endpoints {
  /** What a function needs in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export async function openEndpoints(): Promise<Endpoints> {
  const child = spawn(process.execPath, [`${import.meta.dirname}/endpoints-process.ts`], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the local endpoints ended with code ${code}`)));
  });
  return {
    environment: Environment.parse(JSON.parse(line)),
    async stop() {
      // The process ends with our end of the pipe, also when we are killed.
      child.stdin.end();
      await ended;
    },
  };
}
