import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { ConfigKind } from '../shared/config/index.ts';
import { lineOf } from '../shared/config/json-lines.ts';
import { type ConfigFault, pathText } from '../shared/config/validate.ts';
import { configKinds } from '../shared/config-registry/index.ts';
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

/** One file a kind: a company's whole configuration. */
export type ConfigFolder = readonly KindFile[];

/** Of the project's own configuration, or of any other file. @throws InvalidInputError when it is no list, or not there. */
export function readKind(kind: ConfigKind, given?: string): KindFile {
  const own = `${kind.name}.json`;
  return given === undefined ? readFile(kind, join(root, 'config', own), `config/${own}`) : readFile(kind, given, given);
}

/** Of every kind, in the folder; `name` is what a person calls it. @throws InvalidInputError when a file is no list, or not there. */
export function readFolder(folder = join(root, 'config'), name = 'config'): ConfigFolder {
  return configKinds.map((kind) => readFile(kind, join(folder, `${kind.name}.json`), `${name}/${kind.name}.json`));
}

/** Gives the documents by the names of their kinds. */
export function documentsOf(folder: ConfigFolder): Record<string, readonly unknown[]> {
  return Object.fromEntries(folder.map(({ kind, documents }) => [kind.name, documents]));
}

function readFile(kind: ConfigKind, path: string, file: string): KindFile {
  try {
    const text = readFileSync(resolve(path), 'utf8');
    return { kind, file, text, documents: z.array(z.unknown()).parse(JSON.parse(text)) };
  } catch (error) {
    throw new InvalidInputError(`${file} is not a list of documents: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

/** `config/pools.json:12 south members[2].repId: there is no rep rep-x`, as editors and terminals make clickable. */
export function faultLine({ kind, index, document, path, message }: ConfigFault, folder: ConfigFolder): string {
  const found = folder.find((file) => file.kind.name === kind);
  const place = found ? `${found.file}:${lineOf(found.text, [index, ...path])}` : kind;
  return `${place} ${document} ${pathText(path)}: ${message}`;
}
