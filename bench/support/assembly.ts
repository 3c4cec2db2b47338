import { join } from 'node:path';
import { synthesise } from '../../local/synthesis/synthesise.ts';
import { root } from '../../tools/build.ts';

/** The cloud assembly that `npm start` runs; built and synthesised first, when the sources changed. */
export function assemblyDir(): Promise<string> {
  return synthesise({ root, directory: join(root, '.pheu', 'assembly') });
}
