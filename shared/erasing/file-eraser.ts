import type { Objects } from '../platform/objects.ts';
import type { ErasedPerson, EraserParts } from './eraser.ts';
import type { FilesPlace } from './erasure.ts';

/** What erasing files touches. */
export interface FileEraserParts extends EraserParts {
  readonly objects: Objects;
}

/** What of a slice of files went. */
export interface ErasedFiles {
  /** How many files went, or rows of files. A slice that comes again finds fewer: what it took before is gone. */
  readonly gone: number;
  /** Where the next slice begins; null at the end. */
  readonly next: string | null;
}

/** What a capability does with its files when a person is erased: it deletes those that name the person, or writes them anew without. Its eraser `keepsFiles`, and names them. */
export interface FileEraser {
  readonly capability: string;
  /** Does what takes some seconds; safe to repeat. @param place where it begins; null: at the first file */
  readonly eraseSlice: (place: string | null, person: ErasedPerson, parts: FileEraserParts) => Promise<ErasedFiles>;
}

/** What of the files of one capability went, and where the next slice begins; null at the end of all. */
export interface FilesSlice {
  readonly capability: string;
  readonly gone: number;
  readonly next: FilesPlace | null;
}

/** Does the next slice of all files. Null: there are none. @param at where it begins; null: at the first file of the first capability */
export async function eraseFilesSlice(
  at: FilesPlace | null,
  fileErasers: readonly FileEraser[],
  person: ErasedPerson,
  parts: FileEraserParts,
): Promise<FilesSlice | null> {
  // One that this version does not know keeps no files any more: the others are looked at once more.
  const index = Math.max(0, at === null ? 0 : fileErasers.findIndex(({ capability }) => capability === at.capability));
  const eraser = fileErasers[index];
  if (!eraser) return null;
  const { capability } = eraser;
  const { gone, next } = await eraser.eraseSlice(at?.capability === capability ? at.place : null, person, parts);
  if (next !== null) return { capability, gone, next: { capability, place: next } };
  const after = fileErasers[index + 1];
  return { capability, gone, next: after ? { capability: after.capability, place: null } : null };
}

/** As what the certificate counts what went of a capability's files. */
export const filesKind = (capability: string): string => `FILES ${capability}`;
