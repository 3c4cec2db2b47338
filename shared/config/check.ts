import type { ConfigDocument, ConfigKind, ConfigSnapshot, ReferenceFault } from './kind.ts';
import { type ConfigFault, describeFault, parseDocuments } from './validate.ts';

/** The documents of each kind as they would stand together. */
export type DocumentsByKind = ReadonlyMap<ConfigKind, readonly ConfigDocument[]>;

/** Finds what zod cannot see in one document: ids used twice, references into nothing, and what kinds say of their documents together. */
export function checkReferences(config: DocumentsByKind): ConfigFault[] {
  const all = snapshotOf(config);
  return [...config].flatMap(([kind, documents]) =>
    faultsAt(kind, documents, [...checkIds(kind, documents), ...kind.references(documents, all)]),
  );
}

/**
 * Parts the faults of kinds as they would stand together: those that a change brings about or leaves in its own kinds, and those that other kinds had before, which
 * the change neither made nor can mend.
 */
export function partFaults(
  faults: readonly ConfigFault[],
  changed: readonly ConfigKind[],
  before: DocumentsByKind,
): { readonly own: ConfigFault[]; readonly standing: ConfigFault[] } {
  const names = new Set(changed.map(({ name }) => name));
  const stood = new Set(checkReferences(before).map(describeFault));
  const { own = [], standing = [] } = Object.groupBy(faults, (fault) =>
    names.has(fault.kind) || !stood.has(describeFault(fault)) ? 'own' : 'standing',
  );
  return { own, standing };
}

/** Finds what a publisher should look at again, though nothing refuses it; of documents without faults. */
export function findWarnings(config: DocumentsByKind): ConfigFault[] {
  const all = snapshotOf(config);
  return [...config].flatMap(([kind, documents]) => faultsAt(kind, documents, kind.warnings?.(documents, all) ?? []));
}

function snapshotOf(config: DocumentsByKind): ConfigSnapshot {
  return {
    of: <Document extends ConfigDocument>(kind: ConfigKind<Document>) =>
      // The type of the documents follows from the kind they lie under, which a map cannot say.
      (config.get(kind) ?? []) as readonly Document[],
  };
}

/** Says of faults where they stand. */
export function faultsAt({ name }: ConfigKind, documents: readonly ConfigDocument[], faults: readonly ReferenceFault[]): ConfigFault[] {
  return faults.map(({ index, path, message }) => ({ kind: name, index, document: documents[index]?.id ?? `[${index}]`, path, message }));
}

function checkIds({ name, isSingle }: ConfigKind, documents: readonly ConfigDocument[]): ReferenceFault[] {
  if (isSingle) return documents.length > 1 ? [{ index: 1, path: [], message: `there is one ${name} document only` }] : [];
  const seen = new Set<string>();
  return documents.flatMap(({ id }, index) => {
    const isTaken = seen.has(id);
    seen.add(id);
    return isTaken ? [{ index, path: ['id'], message: `the id ${id} is used twice` }] : [];
  });
}

/** Names every fault of kinds that shall stand together; `documents` by the kinds' names, a kind that is left out is empty. */
export function validateAll(kinds: readonly ConfigKind[], documents: Readonly<Record<string, readonly unknown[]>>): ConfigFault[] {
  return reviewAll(kinds, documents).faults;
}

/** Names the faults of kinds that shall stand together, and where there are none what somebody should look at again. */
export function reviewAll(
  kinds: readonly ConfigKind[],
  documents: Readonly<Record<string, readonly unknown[]>>,
): { readonly faults: ConfigFault[]; readonly warnings: ConfigFault[] } {
  const parsed = kinds.map((kind) => ({ kind, ...parseDocuments(kind, documents[kind.name] ?? []) }));
  const together = new Map(parsed.map((one) => [one.kind, one.documents]));
  const own = parsed.flatMap((one) => one.faults);
  const faults = own.length > 0 ? own : checkReferences(together);
  return { faults, warnings: faults.length > 0 ? [] : findWarnings(together) };
}
