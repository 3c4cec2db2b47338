import { type ImportFiles, mostPerRaw } from './files.ts';
import { type Import, mostRows } from './import.ts';

/** Deletes the file that was uploaded, once its rows lie in parts, or it cannot be read. Safe to repeat. */
export const tidyUpload = (files: ImportFiles): Promise<void> => files.remove(['upload']);

/** Deletes what rows were sorted by, once they are sorted. Safe to repeat. */
export async function tidySorting({ rows }: Pick<Import, 'rows'>, files: ImportFiles): Promise<void> {
  const parts = Array.from({ length: Math.ceil(rows / mostPerRaw) }, (_, part) => part);
  await files.remove([...parts.map((part) => files.nameOf('read', part)), ...parts.map((part) => files.nameOf('keys', part))]);
}

/** Deletes all that stands in a list, once it is through: its result names the rows that were set aside, and all else of it is in records. Safe to repeat. */
export async function tidyRows(list: Pick<Import, 'parts'>, files: ImportFiles): Promise<void> {
  const raw = Array.from({ length: Math.ceil(mostRows / mostPerRaw) }, (_, part) => files.nameOf('raw', part));
  const rows = Array.from({ length: list.parts }, (_, part) => files.nameOf('rows', part));
  await files.remove(['upload', 'heads.json.gz', ...raw, ...rows]);
}
