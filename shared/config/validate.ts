import { z } from 'zod';
import type { ConfigDocument, ConfigKind } from './kind.ts';
import { findTooLarge } from './limits.ts';

type Path = readonly (string | number)[];

/** Where a fault stands: the document's place in its kind, and the path inside it. */
export interface ConfigFault {
  /** The kind's name. */
  readonly kind: string;
  readonly index: number;
  /** The document's id, or its place where it has none. */
  readonly document: string;
  readonly path: Path;
  readonly message: string;
}

/** Parses the documents of one kind as somebody wrote them; every fault is named, not only the first, misspelt names included. */
export function parseDocuments<Document extends ConfigDocument>(
  kind: ConfigKind<Document>,
  documents: readonly unknown[],
): { documents: Document[]; faults: ConfigFault[] } {
  const parsed: Document[] = [];
  const faults: ConfigFault[] = [];
  for (const [index, document] of documents.entries()) {
    const report = (path: Path, message: string) =>
      faults.push({ kind: kind.name, index, document: nameOf(document, index), path, message });
    const result = kind.schema.safeParse(document);
    if (result.success) {
      parsed.push(result.data);
      for (const path of unknownPaths(document, result.data)) report(path, 'there is no such setting');
    } else {
      for (const issue of result.error.issues) report(issue.path.map(pathPart), issue.message);
    }
  }
  for (const { index, message } of findTooLarge(documents)) {
    faults.push({ kind: kind.name, index, document: nameOf(documents[index], index), path: [], message });
  }
  return { documents: parsed, faults };
}

/** One line for a fault: `pools/south members[2].repId: there is no rep rep-x`. */
export function describeFault({ kind, document, path, message }: ConfigFault): string {
  return `${kind}/${document} ${pathText(path)}: ${message}`;
}

export function pathText(path: Path): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

function pathPart(part: PropertyKey): string | number {
  return typeof part === 'number' ? part : String(part);
}

function nameOf(document: unknown, index: number): string {
  const named = z.object({ id: z.string() }).safeParse(document);
  return named.success ? named.data.id : `[${index}]`;
}

/** Reading leaves out what a schema does not know, so that versions can differ; writing compares and says it. */
function unknownPaths(written: unknown, understood: unknown, at: Path = []): Path[] {
  if (typeof written !== 'object' || written === null || typeof understood !== 'object' || understood === null) return [];
  const known = new Map(Object.entries(understood));
  return Object.entries(written).flatMap(([key, value]) => {
    const path = [...at, Array.isArray(written) ? Number(key) : key];
    return known.has(key) ? unknownPaths(value, known.get(key), path) : [path];
  });
}
