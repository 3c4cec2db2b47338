import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild, stopChild } from './child.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** How a runtime is started. */
export interface LaunchOptions {
  readonly dataDir?: string;
  readonly assembly?: string;
  readonly sandboxes?: number;
  readonly port?: number;
  /** Opens on the demo company. */
  readonly isDemo?: boolean;
  /** Lends the runtime that the files of this worker have in turn, emptied of what the one before left. */
  readonly isShared?: boolean;
}

/** Test files share the cores; a function must not run out of time because of its neighbours. */
export const timeoutFactor = 3;

/** A runtime that answers. */
export interface Launched {
  /** What the runtime said when it was ready: endpoints, credentials, outputs. */
  readonly environment: Readonly<Record<string, unknown>>;
  stop(): Promise<void>;
}

/** Starts a runtime as `npm start` does, in a process of its own. */
export async function launchProcess(options: LaunchOptions): Promise<Launched> {
  const args = ['local/start.mjs', '--port', String(options.port ?? 0), '--json', '--quiet', '--stop-at-eof'];
  if (options.assembly !== undefined) args.push('--no-build', '--assembly', options.assembly);
  if (options.isDemo) args.push('--demo');
  if (options.dataDir !== undefined) args.push('--data', options.dataDir);
  const { child, said } = await startChild(args, {
    PHEU_TIMEOUT_FACTOR: String(timeoutFactor),
    ...(options.sandboxes !== undefined && { PHEU_SANDBOXES: String(options.sandboxes) }),
  });
  return { environment: said, stop: () => stopChild(child) };
}

/** Starts a runtime in the process that this jest worker keeps for all its test files. */
export async function launchInHost(options: LaunchOptions): Promise<Launched> {
  if (!(await isHostRunning())) await startHost();
  const url = readFileSync(hostFile, 'utf8');
  const environment = await ask(url, 'POST', options);
  return {
    environment,
    stop: async () => {
      await ask(url, 'DELETE', { port: environment.port });
    },
  };
}

/** Test files of a worker share no variable, but the number of its process: the host's address stands in a file of that name. */
const hostFile = join(root, '.pheu', 'hosts', String(process.pid));

async function isHostRunning(): Promise<boolean> {
  if (!existsSync(hostFile)) return false;
  // The file may be of an earlier process with this number.
  return await ask(readFileSync(hostFile, 'utf8'), 'DELETE', {}).then(
    () => true,
    () => false,
  );
}

async function startHost(): Promise<void> {
  mkdirSync(join(hostFile, '..'), { recursive: true });
  const { child } = await startChild([join('test', 'support', 'launch', 'host.ts'), hostFile]);
  // It lives as long as the worker, and keeps no worker alive.
  for (const part of [child, child.stdin, child.stdout, child.stderr]) Object(part).unref();
}

async function ask(url: string, method: 'POST' | 'DELETE', body: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(url, { method, body: JSON.stringify(body) });
  const content: Record<string, unknown> = JSON.parse(await answer.text());
  if (!answer.ok) throw new Error(`the local runtime did not start: ${content.error}`);
  return content;
}
