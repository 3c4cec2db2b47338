import { type Clock, secondsMs } from '../platform/clock.ts';
import { ConfigurationError, NotFoundError } from '../platform/errors.ts';
import type { Table } from '../platform/table.ts';
import type { ConfigDocument, ConfigKind, ConfigReader, ConfigSet } from './kinds.ts';
import { type Manifest, readCurrentManifest, readDocuments, readManifest } from './store.ts';

/** How old the answer to "which version is current" may be; users, rules and forms take effect within it. */
export const configCacheMs = 30 * secondsMs;

/** What one kind has in memory. Documents are kept by hash for ever: content never changes under its hash. */
interface KindCache<Kind extends ConfigKind> {
  checkedAt: number;
  set: ConfigSet<Kind> | undefined;
  loading: Promise<ConfigSet<Kind>> | undefined;
  readonly documents: Map<string, ConfigDocument<Kind>>;
}

/** Opens the configuration of a deployment's table. Reads are eventual: 30 s of cache make a dear read pointless. */
export function openConfigReader(table: Table, clock: Clock): ConfigReader {
  const readers: { readonly [Kind in ConfigKind]: KindReader<Kind> } = {
    forms: openKind(table, clock, 'forms'),
    territories: openKind(table, clock, 'territories'),
    pools: openKind(table, clock, 'pools'),
    reps: openKind(table, clock, 'reps'),
    users: openKind(table, clock, 'users'),
    company: openKind(table, clock, 'company'),
    competitors: openKind(table, clock, 'competitors'),
    scoring: openKind(table, clock, 'scoring'),
  };
  return {
    current: (kind) => readers[kind].current(),
    version: (kind, version) => readers[kind].version(version),
  };
}

/**
 * Reads kinds that every call needs, while the function is being loaded: Lambda gives that phase a whole CPU whatever the memory is, and
 * the table's connection is open when the first call comes. Never rejects: the first call reads again what failed here, and says why.
 */
export async function readAhead(config: ConfigReader, kinds: readonly ConfigKind[]): Promise<ConfigReader> {
  await Promise.allSettled(kinds.map((kind) => config.current(kind)));
  return config;
}

interface KindReader<Kind extends ConfigKind> {
  current(): Promise<ConfigSet<Kind>>;
  version(version: number): Promise<ConfigSet<Kind>>;
}

function openKind<Kind extends ConfigKind>(table: Table, clock: Clock, kind: Kind): KindReader<Kind> {
  const cache: KindCache<Kind> = { checkedAt: 0, set: undefined, loading: undefined, documents: new Map() };

  async function assemble(manifest: Manifest): Promise<ConfigSet<Kind>> {
    const missing = manifest.documents.filter(({ hash }) => !cache.documents.has(hash)).map(({ hash }) => hash);
    for (const [hash, document] of await readDocuments(table, kind, missing)) cache.documents.set(hash, document);
    const documents = new Map<string, ConfigDocument<Kind>>();
    for (const { id, hash } of manifest.documents) {
      const document = cache.documents.get(hash);
      if (document) documents.set(id, document);
    }
    return { kind, version: manifest.version, publishedAt: manifest.publishedAt, documents };
  }

  async function refresh(): Promise<ConfigSet<Kind>> {
    const manifest = await readCurrentManifest(table, kind);
    if (!manifest) throw new ConfigurationError(`no configuration of ${kind} is published; run: npm run config -- publish ${kind}`);
    // An eventual read may answer an older version than the one already known.
    const set = cache.set && cache.set.version >= manifest.version ? cache.set : await assemble(manifest);
    cache.set = set;
    cache.checkedAt = clock().getTime();
    return set;
  }

  return {
    async current() {
      const now = clock().getTime();
      if (cache.set && Math.abs(now - cache.checkedAt) < configCacheMs) return cache.set;
      cache.loading ??= refresh().finally(() => {
        cache.loading = undefined;
      });
      return cache.loading;
    },
    async version(version) {
      if (cache.set?.version === version) return cache.set;
      const manifest = await readManifest(table, kind, version);
      if (!manifest) throw new NotFoundError(`the configuration of ${kind} has no version ${version}`);
      return assemble(manifest);
    },
  };
}
