import { hashDocument } from './hash.ts';
import type { ConfigDocument } from './kind.ts';

type Path = readonly (string | number)[];

/** What two versions of a kind have differently. */
export interface Difference {
  /** Ids of documents that only the later one has. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Documents that both have, with the paths of the settings that differ. */
  readonly changed: readonly { readonly id: string; readonly paths: readonly Path[] }[];
}

/** Compares the documents of two versions by their ids; the order of documents and of settings counts for nothing. */
export function compareDocuments(before: readonly ConfigDocument[], after: readonly ConfigDocument[]): Difference {
  const then = new Map(before.map((document) => [document.id, document]));
  const now = new Map(after.map((document) => [document.id, document]));
  return {
    added: [...now.keys()].filter((id) => !then.has(id)),
    removed: [...then.keys()].filter((id) => !now.has(id)),
    changed: [...now].flatMap(([id, document]) => {
      const stored = then.get(id);
      const paths = stored === undefined ? [] : changedPaths(stored, document);
      return paths.length === 0 ? [] : [{ id, paths }];
    }),
  };
}

export const isSame = ({ added, removed, changed }: Difference): boolean => added.length + removed.length + changed.length === 0;

function changedPaths(before: unknown, after: unknown, at: Path = []): Path[] {
  if (hashDocument(before).hash === hashDocument(after).hash) return [];
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return [at];
  const then = new Map(Object.entries(before));
  const now = new Map(Object.entries(after));
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((key) =>
    changedPaths(then.get(key) ?? null, now.get(key) ?? null, [...at, Array.isArray(after) ? Number(key) : key]),
  );
}
