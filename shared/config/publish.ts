import { type Clock, isoTime } from '../platform/clock.ts';
import { ConfigurationError, ConflictError, CorruptItemError, InvalidInputError, NotFoundError } from '../platform/errors.ts';
import { ConditionFailedError, type Table, type WriteItem } from '../platform/table.ts';
import { checkReferences, faultsAt, findWarnings, partFaults } from './check.ts';
import { compileAll } from './compile.ts';
import { hashDocument } from './hash.ts';
import type { Compilers, ConfigDocument, ConfigKind } from './kind.ts';
import {
  type CurrentManifest,
  type Manifest,
  manifestUnchanged,
  putDocument,
  putManifest,
  readCurrentManifest,
  readDocuments,
  readManifest,
} from './store.ts';
import { type ConfigFault, describeFault, parseDocuments, pathText } from './validate.ts';

/** The next version of one kind. */
export interface KindChange {
  readonly kind: ConfigKind;
  /** All documents of the kind; a document that is left out is gone in the new version. */
  readonly documents: readonly unknown[];
  /** The version that the author looked at; 0 where none was published yet. */
  readonly expectedVersion: number;
  /** The publisher confirms what the kind lets them (`confirmation`). @default false */
  readonly isConfirmed?: boolean;
}

/** A change, and the version of whose stored documents it keeps what it does not change; undefined: nothing is stored. */
interface BasedChange extends KindChange {
  readonly basis: Manifest | undefined;
}

export interface Publication {
  /** Each kind once. */
  readonly changes: readonly KindChange[];
  /** Who publishes: a user's or tool's id. */
  readonly by: string;
  /** Writes for the transaction that puts the versions into force, once it is known what to warn of. @default - none */
  readonly along?: ((warnings: readonly ConfigFault[]) => readonly WriteItem[]) | undefined;
  /** Of kinds whose documents are compiled. @default - none: such a kind can only be emptied */
  readonly compilers?: Compilers | undefined;
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

/**
 * Publishes the next version of several kinds in one transaction, checked as they will stand together with every other kind.
 * `kinds` are all that there are.
 * @throws InvalidConfigError naming every fault; ConflictError when somebody published one of `kinds` meanwhile
 */
export async function publishAll(
  table: Table,
  clock: Clock,
  kinds: readonly ConfigKind[],
  { changes, ...rest }: Publication,
): Promise<Manifest[]> {
  const standing = await Promise.all(changes.map(({ kind }) => readCurrentManifest(table, kind, true)));
  const based = changes.map((change, index) => ({ ...change, basis: standing[index] }));
  return publishBased(table, clock, kinds, based, standing, rest);
}

async function publishBased(
  table: Table,
  clock: Clock,
  kinds: readonly ConfigKind[],
  changes: readonly BasedChange[],
  standing: readonly (CurrentManifest | undefined)[],
  { by, along, compilers }: Omit<Publication, 'changes'>,
): Promise<Manifest[]> {
  const { parsed, others, artifacts, warnings } = await checkAll(table, kinds, changes, compilers);
  if (parsed.some(({ expectedVersion }, index) => (standing[index]?.version ?? 0) !== expectedVersion)) throw superseded(changes);
  const stored = await Promise.all(changes.map(({ kind, basis }) => storedAs(table, kind, basis)));
  const publishedAt = momentAfter(standing, clock());
  const next = parsed.map(({ kind, documents, expectedVersion, isConfirmed }, index) => {
    const hashed = documents.map((document) => {
      const { hash, body } = hashDocument(document);
      return { id: document.id, body, hash: stored[index]?.get(hash) ?? hash };
    });
    const manifest = {
      version: expectedVersion + 1,
      publishedAt,
      publishedBy: by,
      ...(isConfirmed ? { isConfirmed } : {}),
      documents: hashed.map(({ id, hash }) => ({ id, hash })),
    };
    return { kind, hashed, manifest, before: standing[index] ?? null };
  });
  const alongside = along?.(warnings) ?? [];
  // Documents and what they were made into first, in as many transactions as they need: under their hashes they are nobody's until a manifest names them.
  const puts = next.flatMap(({ kind, hashed }, index) => {
    const known = new Set(stored[index]?.values());
    return hashed.filter(({ hash }) => !known.has(hash)).map(({ hash, body }) => putDocument(kind, hash, body));
  });
  const first = [...puts, ...artifacts];
  for (let start = 0; start < first.length; start += 20) await table.transact(first.slice(start, start + 20));
  try {
    await table.transact([
      ...next.flatMap(({ kind, before, manifest }) => putManifest(kind, before, manifest)),
      ...others.map(({ kind, version }) => manifestUnchanged(kind, version)),
      ...alongside,
    ]);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    throw superseded(changes, error);
  }
  return next.map(({ manifest }) => manifest);
}

/** Now, but later than every version that this one follows: clocks of two publishers differ, and the order of versions is the order of time. */
function momentAfter(standing: readonly (Manifest | undefined)[], now: Date): string {
  const earliest = standing.map((manifest) => (manifest ? Date.parse(manifest.publishedAt) + 1 : 0));
  return isoTime(new Date(Math.max(now.getTime(), ...earliest)));
}

/**
 * Returns the stored hash of each document of a version, by the hash of what this version of the code knows of it. Settings that only
 * another version knows lie in the stored text: a document that stays keeps them, because it is named by its stored hash.
 */
async function storedAs(table: Table, kind: ConfigKind, basis: Manifest | undefined): Promise<ReadonlyMap<string, string>> {
  const hashes = basis?.documents.map(({ hash }) => hash) ?? [];
  try {
    const found = await readDocuments(table, kind, hashes);
    return new Map([...found].map(([hash, document]) => [hashDocument(document).hash, hash]));
  } catch (error) {
    // What cannot be read is what somebody is putting right.
    if (error instanceof CorruptItemError) return new Map();
    throw error;
  }
}

function superseded(changes: readonly KindChange[], cause?: unknown): ConflictError {
  const expected = changes.map(({ kind, expectedVersion }) => `version ${expectedVersion} of ${kind.name}`).join(', ');
  return new ConflictError(`the configuration changed meanwhile: this was made on ${expected}, and on the other kinds as they stood`, {
    cause,
  });
}

/** Publishes the next version of one kind. @throws InvalidConfigError and ConflictError as `publishAll` does */
export async function publish(
  table: Table,
  clock: Clock,
  kinds: readonly ConfigKind[],
  { by, along, compilers, ...change }: KindChange & Omit<Publication, 'changes'>,
): Promise<Manifest> {
  const [manifest] = await publishAll(table, clock, kinds, { changes: [change], by, along, compilers });
  if (!manifest) throw noVersion(change.kind);
  return manifest;
}

const noVersion = ({ name }: ConfigKind) => new ConfigurationError(`no version of ${name} was made`);

/** Publishes an old version again, as a new one: history only grows. @throws InvalidInputError when there is no such version */
export async function rollback(
  table: Table,
  clock: Clock,
  kinds: readonly ConfigKind[],
  {
    kind,
    to,
    expectedVersion,
    by,
    compilers,
  }: { kind: ConfigKind; to: number; expectedVersion: number; by: string; compilers?: Compilers },
): Promise<Manifest> {
  const old = await readManifest(table, kind, to);
  if (!old)
    throw new InvalidInputError(`the configuration of ${kind.name} has no version ${to}`, [
      { path: 'version', message: 'choose a published version' },
    ]);
  const documents = await readDocuments(
    table,
    kind,
    old.documents.map(({ hash }) => hash),
  );
  const change = { kind, documents: [...documents.values()], expectedVersion, basis: old };
  const standing = await readCurrentManifest(table, kind, true);
  const [manifest] = await publishBased(table, clock, kinds, [change], [standing], { by, compilers });
  if (!manifest) throw noVersion(kind);
  return manifest;
}

/** The documents of one version of a kind. */
export interface StoredVersion {
  /** 0 where none was published. */
  readonly version: number;
  readonly publishedAt: string | null;
  readonly publishedBy: string | null;
  readonly documents: readonly ConfigDocument[];
}

const unpublished: StoredVersion = { version: 0, publishedAt: null, publishedBy: null, documents: [] };

/** Reads one version whole, strongly; null: the current one. @throws NotFoundError when there is no such version */
export async function readStored(table: Table, kind: ConfigKind, version: number | null): Promise<StoredVersion> {
  const manifest = version === null ? await readCurrentManifest(table, kind, true) : await readManifest(table, kind, version);
  if (!manifest && version !== null) throw new NotFoundError(`the configuration of ${kind.name} has no version ${version}`);
  if (!manifest) return unpublished;
  const hashes = manifest.documents.map(({ hash }) => hash);
  const found = await readDocuments(table, kind, hashes);
  const { publishedAt, publishedBy } = manifest;
  return { version: manifest.version, publishedAt, publishedBy, documents: hashes.flatMap((hash) => found.get(hash) ?? []) };
}

/** Reads the current version of a kind that is about to be replaced: one whose documents cannot be read is what somebody is putting right. */
export async function readReplaced(table: Table, kind: ConfigKind): Promise<Pick<StoredVersion, 'version' | 'documents'>> {
  try {
    return await readStored(table, kind, null);
  } catch (error) {
    if (!(error instanceof CorruptItemError)) throw error;
    return { version: (await readCurrentManifest(table, kind, true))?.version ?? 0, documents: [] };
  }
}

/** The documents of one kind as they stand in the table. */
export interface CurrentDocuments {
  readonly kind: ConfigKind;
  /** 0 where none was published. */
  readonly version: number;
  readonly documents: readonly ConfigDocument[];
}

/** Reads what is current of each kind, strongly: to check against, or to show drift. */
export function readAllCurrent(table: Table, kinds: readonly ConfigKind[]): Promise<CurrentDocuments[]> {
  return Promise.all(
    kinds.map(async (kind) => {
      const { version, documents } = await readStored(table, kind, null);
      return { kind, version, documents };
    }),
  );
}

interface CheckedChanges {
  readonly parsed: readonly (Omit<KindChange, 'documents'> & { readonly documents: readonly ConfigDocument[] })[];
  /** The kinds that stay, in the versions that the changes were checked against. */
  readonly others: readonly CurrentDocuments[];
  /** What is kept beside the documents. */
  readonly artifacts: readonly WriteItem[];
  /** What somebody should look at again, of every kind. */
  readonly warnings: readonly ConfigFault[];
}

/** Checks changes as they would stand, and publishes nothing. @throws InvalidConfigError naming every fault */
export async function checkAll(
  table: Table,
  kinds: readonly ConfigKind[],
  changes: readonly KindChange[],
  compilers: Compilers = {},
): Promise<CheckedChanges> {
  const results = changes.map((change) => ({ ...change, ...parseDocuments(change.kind, change.documents) }));
  const faults = results.flatMap((result) => result.faults);
  if (faults.length > 0) throw new InvalidConfigError(faults);
  const changed = new Set(changes.map(({ kind }) => kind));
  const others = await readAllCurrent(
    table,
    kinds.filter((kind) => !changed.has(kind)),
  );
  const together = new Map([...results, ...others].map(({ kind, documents }) => [kind, documents]));
  const { own, standing } = await partAtPublication(table, checkReferences(together), results, others);
  const successorFaults = await checkSuccessors(table, results);
  const compiled = await compileAll(results, compilers);
  const allFaults = [...own, ...successorFaults, ...compiled.faults];
  if (allFaults.length > 0) throw new InvalidConfigError(allFaults);
  const parsed = results.map(({ kind, documents, expectedVersion, isConfirmed = false }) => ({
    kind,
    documents,
    expectedVersion,
    isConfirmed,
  }));
  return { parsed, others, artifacts: compiled.writes, warnings: [...standing, ...findWarnings(together)] };
}

/**
 * Parts faults into those that refuse a publication and those that stand in force already, in kinds that stay: by an earlier version of the code, which
 * did not know them as faults. To refuse mail templates because of a territory would mend nothing.
 */
async function partAtPublication(
  table: Table,
  faults: readonly ConfigFault[],
  changes: readonly Pick<KindChange, 'kind'>[],
  others: readonly CurrentDocuments[],
): Promise<ReturnType<typeof partFaults>> {
  const changed = changes.map(({ kind }) => kind);
  const isElsewhere = faults.some((fault) => !changed.some(({ name }) => name === fault.kind));
  if (!isElsewhere) return { own: [...faults], standing: [] };
  try {
    const before = [...others, ...(await readAllCurrent(table, changed))];
    return partFaults(faults, changed, new Map(before.map(({ kind, documents }) => [kind, documents])));
  } catch (error) {
    // Of what cannot be read nobody knows what stood.
    if (error instanceof CorruptItemError) return { own: [...faults], standing: [] };
    throw error;
  }
}

/** Holds documents against the version that they replace, of kinds that ask for it. */
async function checkSuccessors(
  table: Table,
  changes: readonly { readonly kind: ConfigKind; readonly documents: readonly ConfigDocument[] }[],
): Promise<ConfigFault[]> {
  const faults = changes.map(async ({ kind, documents }) => {
    if (!kind.successors) return [];
    const { documents: before } = await readReplaced(table, kind);
    return faultsAt(kind, documents, kind.successors(documents, before));
  });
  return (await Promise.all(faults)).flat();
}
