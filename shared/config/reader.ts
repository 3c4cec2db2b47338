import { type Clock, secondsMs } from '../platform/clock.ts';
import { ConfigurationError, NotFoundError } from '../platform/errors.ts';
import { gatherReads } from '../platform/gathered-reads.ts';
import type { Table } from '../platform/table.ts';
import type { ConfigDocument, ConfigKind } from './kind.ts';
import type { ConfigReader, ConfigSet } from './read.ts';
import { type Manifest, readCurrentManifest, readDocuments, readManifest, versionAt } from './store.ts';

/** How old the answer to "which version is current" may be; users, rules and forms take effect within it. */
export const configCacheMs = 30 * secondsMs;

/** What one kind has in memory. Documents are kept by hash for ever: content never changes under its hash. */
interface KindCache<Document extends ConfigDocument> {
  checkedAt: number;
  set: ConfigSet<Document> | undefined;
  loading: Promise<ConfigSet<Document>> | undefined;
  readonly documents: Map<string, Document>;
}

/** Opens the configuration of a deployment's table. Reads are eventual: 30 s of cache make a dear read pointless. */
export function openConfigReader(table: Table, clock: Clock): ConfigReader {
  const reads = gatherReads(table);
  const readers = new Map<ConfigKind, unknown>();
  function readerOf<Document extends ConfigDocument>(kind: ConfigKind<Document>): KindReader<Document> {
    // The type of a reader follows from the kind it lies under, which a map cannot say.
    const known = readers.get(kind) as KindReader<Document> | undefined;
    if (known) return known;
    const opened = openKind(reads, clock, kind);
    readers.set(kind, opened);
    return opened;
  }
  return {
    current: (kind) => readerOf(kind).current(),
    at: (kind, moment) => readerOf(kind).at(moment),
    version: (kind, version) => readerOf(kind).version(version),
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

interface KindReader<Document extends ConfigDocument> {
  current(): Promise<ConfigSet<Document>>;
  at(moment: Date): Promise<ConfigSet<Document> | undefined>;
  version(version: number): Promise<ConfigSet<Document>>;
}

function openKind<Document extends ConfigDocument>(table: Table, clock: Clock, kind: ConfigKind<Document>): KindReader<Document> {
  const cache: KindCache<Document> = { checkedAt: 0, set: undefined, loading: undefined, documents: new Map() };

  async function assemble(manifest: Manifest): Promise<ConfigSet<Document>> {
    const missing = manifest.documents.filter(({ hash }) => !cache.documents.has(hash)).map(({ hash }) => hash);
    for (const [hash, document] of await readDocuments(table, kind, missing)) cache.documents.set(hash, document);
    const documents = new Map<string, Document>();
    for (const { id, hash } of manifest.documents) {
      const document = cache.documents.get(hash);
      if (document) documents.set(id, document);
    }
    const { version, publishedAt, isConfirmed = false } = manifest;
    return { kind: kind.name, version, publishedAt, isConfirmed, documents };
  }

  async function refresh(): Promise<ConfigSet<Document>> {
    const manifest = await readCurrentManifest(table, kind);
    if (!manifest)
      throw new ConfigurationError(`no configuration of ${kind.name} is published; run: npm run config -- publish ${kind.name}`);
    // An eventual read may answer an older version than the one already known.
    const set = cache.set && cache.set.version >= manifest.version ? cache.set : await assemble(manifest);
    cache.set = set;
    cache.checkedAt = clock().getTime();
    return set;
  }

  async function current(): Promise<ConfigSet<Document>> {
    const now = clock().getTime();
    if (cache.set && Math.abs(now - cache.checkedAt) < configCacheMs) return cache.set;
    cache.loading ??= refresh().finally(() => {
      cache.loading = undefined;
    });
    return cache.loading;
  }

  async function version(number: number): Promise<ConfigSet<Document>> {
    if (cache.set?.version === number) return cache.set;
    const manifest = await readManifest(table, kind, number);
    if (!manifest) throw new NotFoundError(`the configuration of ${kind.name} has no version ${number}`);
    return assemble(manifest);
  }

  async function at(moment: Date): Promise<ConfigSet<Document> | undefined> {
    const set = await current();
    if (set.publishedAt <= moment.toISOString()) return set;
    const number = await versionAt(table, kind, moment.toISOString());
    return number === undefined ? undefined : version(number);
  }

  return { current, at, version };
}
