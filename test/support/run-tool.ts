import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Runtime } from './runtime.ts';

/** Runs a command of `tools/` as ops would, against the endpoints of a runtime; `outputs`: flags, and which output of the stacks each takes. */
export async function runTool(
  runtime: Runtime,
  file: string,
  outputs: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<string> {
  const text = (name: string) => String(runtime.environment[name]);
  const stacks = runtime.environment.outputs as Record<string, Record<string, string>>;
  const outputOf = (name: string) => Object.values(stacks).find((stack) => stack[name] !== undefined)?.[name] ?? '';
  const named = Object.entries(outputs).flatMap(([flag, name]) => [flag, outputOf(name)]);
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args, ...named], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      AWS_ENDPOINT_URL: text('endpointUrl'),
      AWS_REGION: text('region'),
      AWS_ACCESS_KEY_ID: text('accessKeyId'),
      AWS_SECRET_ACCESS_KEY: text('secretAccessKey'),
    },
  });
  return stdout;
}
