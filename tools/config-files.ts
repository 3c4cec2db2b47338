import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { ConfigKind } from '../shared/config/index.ts';
import { lineOf } from '../shared/config/json-lines.ts';
import type { ConfigFault } from '../shared/config/references.ts';
import { pathText } from '../shared/config/validate.ts';
import { InvalidInputError } from '../shared/platform/errors.ts';

const root = join(import.meta.dirname, '..');

/** A file that holds the documents of one kind. */
export interface KindFile {
  readonly kind: ConfigKind;
  /** As a person names it. */
  readonly file: string;
  readonly text: string;
  readonly documents: readonly unknown[];
}

/** Of the project's own configuration, or of any other file. @throws InvalidInputError when it is no list, or not there. */
export async function readKind(kind: ConfigKind, given?: string): Promise<KindFile> {
  const file = given ?? `config/${kind}.json`;
  const path = given === undefined ? join(root, file) : resolve(given);
  try {
    const text = await readFile(path, 'utf8');
    return { kind, file, text, documents: z.array(z.unknown()).parse(JSON.parse(text)) };
  } catch (error) {
    throw new InvalidInputError(`${file} is not a list of documents: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

/** `config/pools.json:12 south members[2].repId: there is no rep rep-x`, as editors and terminals make clickable. */
export function faultLine({ index, document, path, message }: ConfigFault, { file, text }: KindFile): string {
  return `${file}:${lineOf(text, [index, ...path])} ${document} ${pathText(path)}: ${message}`;
}
