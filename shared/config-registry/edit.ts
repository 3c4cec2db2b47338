import type { ConfigDiffView, ConfigView, DifferenceView, PublishedView } from '../../api/config/config-view.ts';
import { type ConfigAction, mayWithKind, type Principal } from '../access/index.ts';
import {
  type Compilers,
  type ConfigDocument,
  type ConfigFault,
  type ConfigKind,
  type Confirmation,
  checkAll,
  compareDocuments,
  type Difference,
  InvalidConfigError,
  parseDocuments,
  pathText,
  publish,
  readReplaced,
  readStored,
  type StoredVersion,
} from '../config/index.ts';
import type { Clock } from '../platform/clock.ts';
import { InvalidInputError, NotFoundError, PreconditionFailedError, PreconditionRequiredError } from '../platform/errors.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { configKinds } from './kinds.ts';

/** Finds the kind that a caller names. @throws NotFoundError for none, and for one that the caller may not do this with */
export function kindFor(principal: Principal, name: string, action: ConfigAction): ConfigKind {
  const kind = configKinds.find((known) => known.name === name);
  if (!kind || !mayWithKind(principal, action, kind)) throw new NotFoundError('no such configuration');
  return kind;
}

/** Gives one version of a kind whole; undefined: the current one. @throws NotFoundError */
export async function readConfig(table: Table, principal: Principal, name: string, version?: number): Promise<ConfigView> {
  const kind = kindFor(principal, name, 'config.read');
  return { kind: kind.name, ...viewOf(await readStored(table, kind, version ?? null)) };
}

const viewOf = ({ documents, ...rest }: StoredVersion) => ({ ...rest, documents: documents.map((document) => ({ ...document })) });

/** Compares two versions of a kind; version 0 is empty. @throws NotFoundError */
export async function diffConfig(
  table: Table,
  principal: Principal,
  name: string,
  span: { readonly from?: number | undefined; readonly to?: number | undefined },
): Promise<ConfigDiffView> {
  const kind = kindFor(principal, name, 'config.read');
  const read = async (version: number | null) => (version === 0 ? [] : (await readStored(table, kind, version)).documents);
  const to = span.to ?? (await readStored(table, kind, null)).version;
  const from = span.from ?? Math.max(0, to - 1);
  const [before, after] = await Promise.all([read(from), read(to)]);
  return { kind: kind.name, from, to, ...differenceView(compareDocuments(before, after)) };
}

const differenceView = ({ added, removed, changed }: Difference): DifferenceView => ({
  added: [...added],
  removed: [...removed],
  changed: changed.map(({ id, paths }) => ({ id, paths: paths.map(pathText) })),
});

/** What else is to be looked at before a version is in force, by what is there beside the configuration: by the place of a document, or null and the id of one that is gone. */
export type WarnBeside = (publication: {
  readonly kind: string;
  readonly before: readonly ConfigDocument[];
  readonly after: readonly ConfigDocument[];
}) => Promise<readonly { readonly id: string; readonly index: number | null; readonly message: string }[]>;

/** What publishing touches outside of itself. */
export interface PublishingParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly compilers?: Compilers;
  /** @default - nothing */
  readonly warnBeside?: WarnBeside;
}

/** What somebody wants published. */
export interface ConfigEdit {
  readonly documents: readonly unknown[];
  /** The version it was made on; undefined: nobody said. */
  readonly expectedVersion: number | undefined;
  /** True: it is checked, and nothing is published. */
  readonly isCheck: boolean;
  /** What the publisher confirms. @default - nothing */
  readonly confirmed?: Confirmation | null;
}

/**
 * Publishes the next version of a kind, or only checks it. `along`: writes for the transaction that puts it into force.
 * @throws NotFoundError for a kind that is not the caller's to change; InvalidInputError naming every fault, or a confirmation of another kind; PreconditionRequiredError and
 * PreconditionFailedError when it was made on no version, or an older one; ConflictError when somebody published at the same time
 */
export async function publishConfig(
  { table, clock, compilers, warnBeside = async () => [] }: PublishingParts,
  principal: Principal,
  name: string,
  { documents, expectedVersion, isCheck, confirmed = null }: ConfigEdit,
  along: (published: PublishedView) => readonly WriteItem[] = () => [],
): Promise<PublishedView> {
  const kind = kindFor(principal, name, 'config.publish');
  if (confirmed !== null && kind.confirmation !== confirmed) {
    throw new InvalidInputError(`There is nothing of the kind ${kind.name} that could be confirmed so.`, [
      { path: confirmed, message: 'leave it out' },
    ]);
  }
  const current = await readReplaced(table, kind);
  if (expectedVersion === undefined && !isCheck) {
    throw new PreconditionRequiredError(`send If-Match with the version that this was made on; the current one is ${current.version}`);
  }
  if (expectedVersion !== undefined && expectedVersion !== current.version) {
    throw new PreconditionFailedError(`this was made on version ${expectedVersion}, and the current one is ${current.version}`);
  }
  const change = { kind, documents, expectedVersion: current.version, isConfirmed: confirmed !== null };
  try {
    const { documents: stands } = parseDocuments(kind, documents);
    refuseReserved(principal, kind, current.documents, stands);
    const difference = differenceView(compareDocuments(current.documents, stands));
    const beside = (await warnBeside({ kind: kind.name, before: current.documents, after: stands })).map(({ id, index, message }) => ({
      // What is taken away has no place in what was sent.
      path: pathText(index === null ? [kind.name, id] : ['documents', index]),
      message,
    }));
    if (isCheck) {
      const { warnings } = await checkAll(table, configKinds, [change], compilers);
      return { kind: kind.name, version: current.version, ...difference, warnings: [...beside, ...warningsOf(warnings, kind, principal)] };
    }
    let published: PublishedView = { kind: kind.name, version: current.version + 1, ...difference, warnings: [] };
    const alongside = (warnings: readonly ConfigFault[]) => {
      published = { ...published, warnings: [...beside, ...warningsOf(warnings, kind, principal)] };
      return along(published);
    };
    // Publishing checks by itself.
    await publish(table, clock, configKinds, { ...change, by: principal.userId, along: alongside, compilers });
    return published;
  } catch (error) {
    if (error instanceof InvalidConfigError) throw faultsOf(error, kind);
    throw error;
  }
}

/** @throws InvalidInputError naming the documents whose change or loss is for admins, where the caller is none */
function refuseReserved(principal: Principal, kind: ConfigKind, before: readonly ConfigDocument[], after: readonly ConfigDocument[]): void {
  if (principal.role === 'admin') return;
  const [known, stands] = [before, after].map((documents) => new Map(documents.map((document) => [document.id, document])));
  const { added, removed, changed } = compareDocuments(before, after);
  const faults = [...added, ...removed, ...changed.map(({ id }) => id)].flatMap((id) => {
    const message = kind.adminsOnly(known?.get(id), stands?.get(id));
    const index = after.findIndex((document) => document.id === id);
    // What is taken away has no place in what was sent.
    return message === null ? [] : [{ path: pathText(index < 0 ? [kind.name, id] : ['documents', index]), message }];
  });
  if (faults.length > 0) throw new InvalidInputError('Some of it is for admins; nothing was published.', faults);
}

/** Warnings by their place in what was sent, or in another kind that this user may read. */
function warningsOf(warnings: readonly ConfigFault[], { name }: ConfigKind, principal: Principal): PublishedView['warnings'] {
  const readable = new Set(configKinds.filter((kind) => mayWithKind(principal, 'config.read', kind)).map((kind) => kind.name));
  return warnings
    .filter(({ kind }) => readable.has(kind))
    .map(({ kind, index, document, path, message }) => ({
      path: kind === name ? pathText(['documents', index, ...path]) : pathText([kind, document, ...path]),
      message,
    }));
}

/** Faults by their place in what was sent; those of another kind, which would fit the change no more, by its name and whose it is. */
function faultsOf({ configFaults }: InvalidConfigError, { name }: ConfigKind): InvalidInputError {
  return new InvalidInputError(
    `The configuration has ${configFaults.length === 1 ? 'a fault' : `${configFaults.length} faults`}; nothing was published.`,
    configFaults.map(({ kind, index, document, path, message }) =>
      kind === name
        ? { path: pathText(['documents', index, ...path]), message }
        : { path: pathText([kind, document, ...path]), message: `${document} of ${kind} would not fit any more: ${message}` },
    ),
  );
}
