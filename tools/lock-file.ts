import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * Completes package-lock.json. Where a registry carries no binaries for other platforms, `npm install` leaves them out of the lock
 * without a word, and `npm ci` then refuses the lock everywhere. Their entries follow from their names and versions.
 */
const Package = z.looseObject({ dev: z.boolean().optional(), optionalDependencies: z.record(z.string(), z.string()).optional() });
const Lock = z.looseObject({ packages: z.record(z.string(), Package) });
type Lock = z.infer<typeof Lock>;

const file = join(import.meta.dirname, '..', 'package-lock.json');
const system = /-(android|darwin|freebsd|linux|openharmony|win32)-(arm64|x64|arm|ppc64|s390x|ia32|loong64|riscv64)(?:-([a-z]+))?/;

/** Looks where Node would: beside the dependant, then outwards. */
function isListed({ packages }: Lock, dependant: string, name: string): boolean {
  for (let folder = dependant; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

/** Optional packages that the lock names as dependencies but does not list, with the entry that they need. */
export function missingPackages(lock: Lock): Map<string, Lock['packages'][string]> {
  const missing = new Map<string, Lock['packages'][string]>();
  for (const [dependant, { dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const [, os, cpu, abi] = system.exec(name) ?? [];
      if (isListed(lock, dependant, name) || !os || !cpu) continue;
      const libc = os !== 'linux' || !abi ? {} : { libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] };
      missing.set(`node_modules/${name}`, { version, cpu: [cpu], ...(dev ? { dev } : {}), ...libc, optional: true, os: [os] });
    }
  }
  return missing;
}

if (import.meta.main) {
  const raw: unknown = JSON.parse(await readFile(file, 'utf8'));
  const lock = Lock.parse(raw);
  const missing = missingPackages(lock);
  if (process.argv.includes('--check')) {
    if (missing.size > 0) console.error(`package-lock.json leaves out ${[...missing.keys()].join(', ')}; run node tools/lock-file.ts`);
    process.exitCode = missing.size > 0 ? 1 : 0;
  } else {
    // Entries as they were written, so that only the added ones show as a change.
    const listed = z.object({ packages: z.record(z.string(), z.unknown()) }).parse(raw).packages;
    const packages = Object.entries({ ...listed, ...Object.fromEntries(missing) }).sort(([a], [b]) => a.localeCompare(b, 'en'));
    await writeFile(file, `${JSON.stringify({ ...Object(raw), packages: Object.fromEntries(packages) }, null, 2)}\n`);
    console.log(`added ${missing.size} packages of other platforms to package-lock.json`);
  }
}
