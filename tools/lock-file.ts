import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

/**
 * Completes package-lock.json (`npm run lock`). Where a registry carries no binaries for other platforms, `npm install` leaves them out of
 * the lock without a word, and `npm ci` then refuses the lock everywhere. Their entries follow from their names and versions, their
 * digests from the registry: without a digest, `npm ci` on those platforms takes whatever it is given.
 */
const Package = z.looseObject({
  version: z.string().optional(),
  dev: z.boolean().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  inBundle: z.boolean().optional(),
  /** A workspace of ours: `resolved` is its folder. */
  link: z.boolean().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  devDependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const Lock = z.looseObject({ packages: z.record(z.string(), Package) });
export type Lock = z.infer<typeof Lock>;

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

/** Places of packages whose content the lock does not fix; what another package brings inside of itself is fixed with it, and workspaces are ours. */
export function placesWithoutIntegrity({ packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([place, { integrity, inBundle, link }]) =>
    integrity || inBundle || link || !place.includes('node_modules/') ? [] : [place],
  );
}

/** What is wrong with the lock, one sentence each; nothing when every platform gets the same bytes from any registry. */
export function faultsOf(lock: Lock): string[] {
  const { dependencies, devDependencies } = lock.packages[''] ?? {};
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
  const hosted = Object.entries(lock.packages).filter(([, { resolved, link }]) => resolved !== undefined && !link);
  return [
    ...listing('leaves out', [...missingPackages(lock).keys()]),
    ...listing('has no integrity for', placesWithoutIntegrity(lock)),
    ...listing(
      'names the address of',
      hosted.map(([place]) => place),
    ),
    ...listing(
      'has no exact version of',
      loose.map(([name]) => name),
    ),
  ];
}

function listing(what: string, places: readonly string[]): string[] {
  return places.length === 0 ? [] : [`package-lock.json ${what} ${places.join(', ')}`];
}

/** Asks the registry, as npm does, for the digest of a published version. */
async function integrityOf(place: string, version: string): Promise<string> {
  const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const { stdout } = await promisify(execFile)('npm', ['view', `${name}@${version}`, 'dist.integrity', '--json']);
  return z.string().parse(JSON.parse(stdout));
}

async function complete(raw: unknown): Promise<void> {
  // Entries as they were written, so that only what was added shows as a change.
  const listed = z.object({ packages: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(raw).packages;
  const missing = missingPackages(Lock.parse(raw));
  const packages = { ...listed, ...Object.fromEntries(missing) };
  const withoutIntegrity = placesWithoutIntegrity(Lock.parse({ packages }));
  for (const place of withoutIntegrity) {
    const { version, ...rest } = packages[place] ?? {};
    packages[place] = { version, integrity: await integrityOf(place, String(version)), ...rest };
  }
  for (const entry of Object.values(packages)) if (!entry.link) delete entry.resolved;
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  await writeFile(file, `${JSON.stringify({ ...Object(raw), packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  console.log(`package-lock.json: added ${missing.size} packages of other platforms and ${withoutIntegrity.length} digests`);
}

if (import.meta.main) {
  const raw: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (!process.argv.includes('--check')) await complete(raw);
  else {
    const faults = faultsOf(Lock.parse(raw));
    if (faults.length > 0) console.error(`${faults.join('\n')}\nRun npm run lock.`);
    process.exitCode = faults.length > 0 ? 1 : 0;
  }
}
