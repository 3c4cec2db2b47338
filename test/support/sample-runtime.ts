import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Runtime, type RuntimeOptions, startRuntime } from './runtime.ts';
import type { SampleOptions } from './sample-app/app.ts';

const root = join(import.meta.dirname, '..', '..');

/** Synthesises the sample application, in a process of its own: loading the CDK into a test costs ten seconds. */
export async function synthesiseSample(name: string, options: Omit<SampleOptions, 'outDir'> = {}): Promise<string> {
  const outDir = join(root, '.pheu', `sample-${name}`);
  const app = join(import.meta.dirname, 'sample-app', 'app.ts');
  await promisify(execFile)(process.execPath, [app, JSON.stringify({ ...options, outDir })], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', CDK_VALIDATION: 'false' },
  });
  return outDir;
}

/** Starts the sample application on a free port. */
export async function startSample(name: string, options: Omit<SampleOptions, 'outDir'> & RuntimeOptions = {}): Promise<Runtime> {
  const { dataDir, sandboxes, ...sample } = options;
  const assembly = await synthesiseSample(name, sample);
  return await startRuntime({ assembly, ...(dataDir !== undefined && { dataDir }), ...(sandboxes !== undefined && { sandboxes }) });
}
