import { readFileSync } from 'node:fs';
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

/** One file a kind: a company's whole configuration. */
export type ConfigFolder = Readonly<Record<ConfigKind, KindFile>>;

/** Of the project's own configuration, or of any other file. @throws InvalidInputError when it is no list, or not there. */
export function readKind(kind: ConfigKind, given?: string): KindFile {
  return given === undefined ? readFile(kind, join(root, 'config', `${kind}.json`), `config/${kind}.json`) : readFile(kind, given, given);
}

/** Of every kind, in the folder; `name` is what a person calls it. @throws InvalidInputError when a file is no list, or not there. */
export function readFolder(folder = join(root, 'config'), name = 'config'): ConfigFolder {
  const read = (kind: ConfigKind) => readFile(kind, join(folder, `${kind}.json`), `${name}/${kind}.json`);
  return {
    company: read('company'),
    competitors: read('competitors'),
    reps: read('reps'),
    pools: read('pools'),
    territories: read('territories'),
    users: read('users'),
    forms: read('forms'),
    scoring: read('scoring'),
  };
}

export function documentsOf(folder: ConfigFolder): Record<ConfigKind, readonly unknown[]> {
  return {
    company: folder.company.documents,
    competitors: folder.competitors.documents,
    reps: folder.reps.documents,
    pools: folder.pools.documents,
    territories: folder.territories.documents,
    users: folder.users.documents,
    forms: folder.forms.documents,
    scoring: folder.scoring.documents,
  };
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
export function faultLine({ index, document, path, message }: ConfigFault, { file, text }: KindFile): string {
  return `${file}:${lineOf(text, [index, ...path])} ${document} ${pathText(path)}: ${message}`;
}
