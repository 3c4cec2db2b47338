import { defaultConfig } from '../../../config/index.ts';
import {
  type ConfigDocument,
  type ConfigKind,
  type ConfigReader,
  type ConfigSet,
  configSchemas,
  type ScoringConfig,
} from '../../../shared/config/index.ts';

export interface FixedConfig extends ConfigReader {
  /** Replaces one document and counts the kind's version up. */
  change<Kind extends ConfigKind>(kind: Kind, id: string, edit: (before: ConfigDocument<Kind>) => ConfigDocument<Kind>): void;
  /** Takes one document away and counts the kind's version up. */
  remove(kind: ConfigKind, id: string): void;
}

/** Before everything that happens in a test. */
const publishedAt = '2026-01-01T00:00:00.000Z';

/** The default configuration without a table. */
export function createFixedConfig(): FixedConfig {
  const read = <Kind extends ConfigKind>(kind: Kind): ConfigSet<Kind> => {
    const documents = defaultConfig[kind].map((document) => configSchemas[kind].parse(document));
    return { kind, version: 1, publishedAt, documents: new Map(documents.map((document) => [String(document.id), document])) };
  };
  const sets: { [Kind in ConfigKind]: ConfigSet<Kind> } = {
    company: read('company'),
    reps: read('reps'),
    pools: read('pools'),
    territories: read('territories'),
    users: read('users'),
    forms: read('forms'),
    competitors: read('competitors'),
    scoring: read('scoring'),
  };
  return {
    current: async (kind) => sets[kind],
    version: async (kind) => sets[kind],
    change<Kind extends ConfigKind>(kind: Kind, id: string, edit: (before: ConfigDocument<Kind>) => ConfigDocument<Kind>) {
      const before: ConfigSet<Kind> = sets[kind];
      const document = before.documents.get(id);
      if (!document) throw new Error(`${kind} has no ${id}`);
      const after: ConfigSet<Kind> = {
        kind,
        version: before.version + 1,
        publishedAt,
        documents: new Map([...before.documents, [id, edit(document)]]),
      };
      Object.assign(sets, { [kind]: after });
    },
    remove(kind, id) {
      const { version, documents } = sets[kind];
      const others = [...documents.entries()].filter(([name]) => name !== id);
      Object.assign(sets, { [kind]: { ...sets[kind], version: version + 1, documents: new Map<string, unknown>(others) } });
    },
  };
}

/** Scoring rules by which a good fit who posts and asks for a quote is hot on the same day; by the default ones that takes visits as well. */
export const easilyHot = (rules: ScoringConfig): ScoringConfig => ({
  ...rules,
  temperature: { ...rules.temperature, hot: { ...rules.temperature.hot, interest: { enter: 45, leave: 30 } } },
});
