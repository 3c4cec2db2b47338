import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..', '..', '..');
const patienceMs = 180_000;

export interface Ready {
  readonly child: ChildProcess;
  /** What the program said when it was ready. */
  readonly said: Readonly<Record<string, unknown>>;
}

/** Starts a program of ours that says `{"ready":true,…}` in a line of its own, and ends when the pipe to it does. */
export async function startChild(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ready> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    // The child ends with our end of the pipe: also when a test process is killed.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      TZ: 'UTC',
      // Many start in a run; only the first has to read and compile all the code.
      NODE_COMPILE_CACHE: join(root, '.pheu', 'compile-cache'),
      ...environment,
    },
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  return await new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${args[0]} was not ready after ${patienceMs / 1_000} s\n${errors}`));
    }, patienceMs);
    child.on('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`${args[0]} ended with code ${code}\n${errors}`));
    });
    createInterface(child.stdout).on('line', (line) => {
      const said = readyLine(line);
      if (said === undefined) return;
      clearTimeout(timer);
      resolve({ child, said });
    });
  });
}

export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await ended;
  clearTimeout(timer);
}

function readyLine(line: string): Ready['said'] | undefined {
  try {
    const said = JSON.parse(line);
    return said?.ready === true ? said : undefined;
  } catch {
    return undefined;
  }
}
