import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lock } from '../../local/assembly/lock.ts';
import { type Runtime, type RuntimeOptions, startRuntime } from './runtime.ts';
import type { SampleOptions } from './sample-app/app.ts';

const root = join(import.meta.dirname, '..', '..');
const source = join(import.meta.dirname, 'sample-app');

/** The sample application as it should be, and with one thing wrong. */
const variants = {
  whole: {},
  unknown: { withUnknownType: true },
  denied: { withoutTableGrant: true },
  silent: { withoutTopicPolicy: true },
  unasked: { withoutAuthoriserPermission: true },
} as const satisfies Record<string, Omit<SampleOptions, 'outDir'>>;
export type Variant = keyof typeof variants;

function digestOfSources(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(source, { recursive: true, withFileTypes: true })) {
    if (file.isFile()) hash.update(file.name).update(readFileSync(join(file.parentPath, file.name)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Synthesises all variants at once, in a process of its own, and keeps them: loading the CDK costs seconds of each test otherwise. */
export async function synthesiseSample(variant: Variant): Promise<string> {
  const kept = join(root, '.pheu', `sample-${digestOfSources()}`);
  if (existsSync(kept)) return join(kept, variant);
  const unlock = await lock(`${kept}.lock`);
  try {
    // Another test file may have made them while this one waited.
    if (!existsSync(kept)) await synthesiseAll(kept);
  } finally {
    unlock();
  }
  return join(kept, variant);
}

async function synthesiseAll(folder: string): Promise<void> {
  const fresh = `${folder}-${process.pid}`;
  await rm(fresh, { recursive: true, force: true });
  const wanted = Object.entries(variants).map(([name, options]) => ({ ...options, outDir: join(fresh, name) }));
  await promisify(execFile)(process.execPath, [join(source, 'app.ts'), JSON.stringify(wanted)], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', CDK_VALIDATION: 'false' },
  });
  await rename(fresh, folder);
}

/** Starts the sample application on a free port. */
export async function startSample(variant: Variant = 'whole', options: RuntimeOptions = {}): Promise<Runtime> {
  return await startRuntime({ ...options, assembly: await synthesiseSample(variant) });
}
