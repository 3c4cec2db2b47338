import { defaultConfig } from '../../../config/index.ts';
import type { ConfigDocument, ConfigKind, ConfigReader, ConfigSet } from '../../../shared/config/index.ts';
import { NotFoundError } from '../../../shared/platform/errors.ts';
import type { ScoringConfig } from '../../../shared/scoring/scoring-config.ts';

export interface FixedConfig extends ConfigReader {
  /** Replaces one document and counts the kind's version up. */
  change<Document extends ConfigDocument>(
    kind: ConfigKind<Document>,
    id: string,
    edit: (before: NoInfer<Document>) => NoInfer<Document>,
  ): void;
  /** Puts documents that are new and counts the kind's version up. */
  add<Document extends ConfigDocument>(kind: ConfigKind<Document>, added: readonly NoInfer<Document>[]): void;
  /** Takes one document away and counts the kind's version up. */
  remove(kind: ConfigKind, id: string): void;
  /** Has what is published from now on bear the moment of a clock. @default - it was there before everything that happens */
  stampBy(clock: () => Date): void;
}

/** Before everything that happens in a test. */
const publishedAt = '2026-01-01T00:00:00.000Z';

const defaults: Readonly<Record<string, readonly unknown[]>> = defaultConfig;

/** Read and checked once for all tests of a worker, as an instance of a function does; nobody changes what was published. */
const published = new Map<ConfigKind, unknown>();
function publishedSet<Document extends ConfigDocument>(kind: ConfigKind<Document>): ConfigSet<Document> {
  const known = published.get(kind) as ConfigSet<Document> | undefined;
  if (known) return known;
  const documents = (defaults[kind.name] ?? []).map((document) => kind.schema.parse(document));
  const set: ConfigSet<Document> = {
    kind: kind.name,
    version: 1,
    publishedAt,
    documents: new Map(documents.map((document) => [document.id, frozen(document)])),
  };
  published.set(kind, set);
  return set;
}

/** A test that changes what others share would make them depend on their order. */
function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}

/** The default configuration without a table. */
export function createFixedConfig(): FixedConfig {
  const sets = new Map<ConfigKind, unknown>();
  const versions = new Map<string, unknown>();
  let stamp = () => publishedAt;
  function setOf<Document extends ConfigDocument>(kind: ConfigKind<Document>): ConfigSet<Document> {
    const known = sets.get(kind) as ConfigSet<Document> | undefined;
    return known ?? keep(kind, publishedSet(kind));
  }
  function put<Document extends ConfigDocument>(kind: ConfigKind<Document>, version: number, documents: ReadonlyMap<string, Document>) {
    keep(kind, { kind: kind.name, version, publishedAt: stamp(), documents });
  }
  function keep<Document extends ConfigDocument>(kind: ConfigKind<Document>, set: ConfigSet<Document>) {
    sets.set(kind, set);
    versions.set(`${kind.name} ${set.version}`, set);
    return set;
  }
  function versionOf<Document extends ConfigDocument>(kind: ConfigKind<Document>, version: number): ConfigSet<Document> {
    setOf(kind);
    const known = versions.get(`${kind.name} ${version}`) as ConfigSet<Document> | undefined;
    if (!known) throw new NotFoundError(`${kind.name} has no version ${version}`);
    return known;
  }
  return {
    current: async (kind) => setOf(kind),
    at: async (kind) => setOf(kind),
    version: async (kind, version) => versionOf(kind, version),
    change(kind, id, edit) {
      const { version, documents } = setOf(kind);
      const document = documents.get(id);
      if (!document) throw new Error(`${kind.name} has no ${id}`);
      put(kind, version + 1, new Map([...documents, [id, edit(document)]]));
    },
    add(kind, added) {
      const { version, documents } = setOf(kind);
      put(kind, version + 1, new Map([...documents, ...added.map((document) => [document.id, document] as const)]));
    },
    remove(kind, id) {
      const { version, documents } = setOf(kind);
      put(kind, version + 1, new Map([...documents].filter(([name]) => name !== id)));
    },
    stampBy(clock) {
      stamp = () => clock().toISOString();
    },
  };
}

/** Scoring rules by which a good fit who posts and asks for a quote is hot on the same day; by the default ones that takes visits as well. */
export const easilyHot = (rules: ScoringConfig): ScoringConfig => ({
  ...rules,
  temperature: { ...rules.temperature, hot: { ...rules.temperature.hot, interest: { enter: 45, leave: 30 } } },
});
