import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lock } from '../../assembly/lock.ts';
import type { SampleOptions } from '../sample-app/app.ts';

const source = join(import.meta.dirname, '..', 'sample-app');
/** Among our files: the sample's functions find their libraries from there, as Lambda's come with the runtime. */
const kept = join(import.meta.dirname, '..', '..', '.samples');

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
  const folder = join(kept, digestOfSources());
  if (existsSync(folder)) return join(folder, variant);
  await mkdir(kept, { recursive: true });
  const unlock = await lock(`${folder}.lock`);
  try {
    // Another test file may have made them while this one waited.
    if (!existsSync(folder)) await synthesiseAll(folder);
  } finally {
    unlock();
  }
  return join(folder, variant);
}

async function synthesiseAll(folder: string): Promise<void> {
  const fresh = `${folder}-${process.pid}`;
  await rm(fresh, { recursive: true, force: true });
  const wanted = Object.entries(variants).map(([name, options]) => ({ ...options, outDir: join(fresh, name) }));
  await promisify(execFile)(process.execPath, [join(source, 'app.ts'), JSON.stringify(wanted)], {
    env: { ...process.env, NODE_OPTIONS: '', CDK_VALIDATION: 'false' },
  });
  await rename(fresh, folder);
}
