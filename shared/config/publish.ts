import { createHash } from 'node:crypto';
import { type Clock, isoTime } from '../platform/clock.ts';
import { ConflictError, InvalidInputError } from '../platform/errors.ts';
import { ConditionFailedError, type Table } from '../platform/table.ts';
import { type ConfigKind, configKindNames } from './kinds.ts';
import { type ConfigFault, type ConfigSnapshot, checkReferences } from './references.ts';
import { type Manifest, manifestUnchanged, putDocument, putManifest, readCurrentManifest, readDocuments, readManifest } from './store.ts';
import { describeFault, parseDocuments, pathText } from './validate.ts';

export interface Publication {
  readonly kind: ConfigKind;
  /** All documents of the kind; a document that is left out is gone in the new version. */
  readonly documents: readonly unknown[];
  /** The version that the author looked at; 0 where none was published yet. */
  readonly expectedVersion: number;
  /** Who publishes: a user's or tool's id. */
  readonly by: string;
}

/** The documents do not fit; `configFaults` says where each stands. */
export class InvalidConfigError extends InvalidInputError {
  readonly configFaults: readonly ConfigFault[];
  constructor(configFaults: readonly ConfigFault[]) {
    super(
      `the configuration has ${configFaults.length} faults: ${configFaults.map(describeFault).join('; ')}`,
      configFaults.map((fault) => ({
        path: `${fault.document}${fault.path.length > 0 ? '.' : ''}${pathText(fault.path)}`,
        message: fault.message,
      })),
    );
    this.configFaults = configFaults;
  }
}

/** A document's content, whatever the order its author wrote the settings in. */
export function hashDocument(document: unknown): { hash: string; body: string } {
  const body = JSON.stringify(sorted(document));
  return { hash: createHash('sha256').update(body).digest('base64url'), body };
}

/** Every fault of a set of kinds that shall stand together. */
export function validateAll(documents: { readonly [Kind in ConfigKind]: readonly unknown[] }): ConfigFault[] {
  const parsed = {
    company: parseDocuments('company', documents.company),
    reps: parseDocuments('reps', documents.reps),
    pools: parseDocuments('pools', documents.pools),
    territories: parseDocuments('territories', documents.territories),
    users: parseDocuments('users', documents.users),
    forms: parseDocuments('forms', documents.forms),
    competitors: parseDocuments('competitors', documents.competitors),
    scoring: parseDocuments('scoring', documents.scoring),
  };
  const faults = Object.values(parsed).flatMap((kind) => kind.faults);
  if (faults.length > 0) return faults;
  return checkReferences({
    company: parsed.company.documents,
    reps: parsed.reps.documents,
    pools: parsed.pools.documents,
    territories: parsed.territories.documents,
    users: parsed.users.documents,
    forms: parsed.forms.documents,
    competitors: parsed.competitors.documents,
    scoring: parsed.scoring.documents,
  });
}

/**
 * Publishes the next version of one kind, checked whole and against the other kinds as they stand.
 * @throws InvalidConfigError naming every fault; ConflictError when somebody published meanwhile.
 */
export async function publish(table: Table, clock: Clock, { kind, documents, expectedVersion, by }: Publication): Promise<Manifest> {
  const { documents: parsed, faults } = parseDocuments(kind, documents);
  if (faults.length > 0) throw new InvalidConfigError(faults);
  const others = await readOthers(table, kind);
  const crossFaults = checkReferences({ ...others.snapshot, [kind]: parsed });
  if (crossFaults.length > 0) throw new InvalidConfigError(crossFaults);
  const before = (await readCurrentManifest(table, kind, true)) ?? null;
  if ((before?.version ?? 0) !== expectedVersion) throw superseded(kind, expectedVersion);

  const hashed = parsed.map((document) => ({ id: document.id, ...hashDocument(document) }));
  // Documents first, in as many transactions as they need: under their hashes they are nobody's until a manifest names them.
  for (let start = 0; start < hashed.length; start += 20) {
    await table.transact(hashed.slice(start, start + 20).map(({ hash, body }) => putDocument(kind, hash, body)));
  }
  const manifest: Manifest = {
    version: expectedVersion + 1,
    publishedAt: isoTime(clock()),
    publishedBy: by,
    documents: hashed.map(({ id, hash }) => ({ id, hash })),
  };
  try {
    await table.transact([
      ...putManifest(kind, before, manifest),
      ...others.versions.map((other) => manifestUnchanged(other.kind, other.version)),
    ]);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    throw superseded(kind, expectedVersion, error);
  }
  return manifest;
}

function superseded(kind: ConfigKind, version: number, cause?: unknown): ConflictError {
  return new ConflictError(`the configuration changed meanwhile: version ${version} of ${kind} is not the current one any more`, { cause });
}

/** Publishes an old version again, as a new one: history only grows. */
export async function rollback(
  table: Table,
  clock: Clock,
  { kind, to, expectedVersion, by }: { kind: ConfigKind; to: number; expectedVersion: number; by: string },
): Promise<Manifest> {
  const old = await readManifest(table, kind, to);
  if (!old)
    throw new InvalidInputError(`the configuration of ${kind} has no version ${to}`, [
      { path: 'version', message: 'choose a published version' },
    ]);
  const documents = await readDocuments(
    table,
    kind,
    old.documents.map(({ hash }) => hash),
  );
  return publish(table, clock, { kind, documents: [...documents.values()], expectedVersion, by });
}

interface Others {
  readonly snapshot: ConfigSnapshot;
  readonly versions: readonly { kind: ConfigKind; version: number }[];
}

async function readOthers(table: Table, except: ConfigKind): Promise<Others> {
  const versions: { kind: ConfigKind; version: number }[] = [];
  async function documentsOf<Kind extends ConfigKind>(kind: Kind) {
    if (kind === except) return [];
    const manifest = await readCurrentManifest(table, kind, true);
    versions.push({ kind, version: manifest?.version ?? 0 });
    const hashes = manifest?.documents.map(({ hash }) => hash) ?? [];
    return [...(await readDocuments(table, kind, hashes)).values()];
  }
  const snapshot: ConfigSnapshot = {
    company: await documentsOf('company'),
    competitors: await documentsOf('competitors'),
    reps: await documentsOf('reps'),
    pools: await documentsOf('pools'),
    territories: await documentsOf('territories'),
    users: await documentsOf('users'),
    forms: await documentsOf('forms'),
    scoring: await documentsOf('scoring'),
  };
  return { snapshot, versions };
}

/** The current documents of every kind, for showing drift; a kind that was never published has version 0. */
export async function readAllCurrent(table: Table): Promise<Map<ConfigKind, { version: number; documents: ReadonlyMap<string, unknown> }>> {
  const all = new Map<ConfigKind, { version: number; documents: ReadonlyMap<string, unknown> }>();
  for (const kind of configKindNames) {
    const manifest = await readCurrentManifest(table, kind, true);
    const found = await readDocuments(table, kind, manifest?.documents.map(({ hash }) => hash) ?? []);
    const documents = new Map((manifest?.documents ?? []).map(({ id, hash }) => [id, found.get(hash)]));
    all.set(kind, { version: manifest?.version ?? 0, documents });
  }
  return all;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
