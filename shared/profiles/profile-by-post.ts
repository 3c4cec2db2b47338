import type { LeadId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { noProfile } from './profile.ts';
import type { ProfileTarget } from './profile-config.ts';
import { answersTo, type Word, withAnswers } from './rules-profile.ts';
import { putProfile, readProfileItself } from './store.ts';

/** What a post makes of a person's profile, for the transaction that takes it in. */
export interface ProfileByPost {
  /** Names of what changed, as entries call them. */
  readonly fields: readonly string[];
  readonly writes: readonly WriteItem[];
}

/**
 * Takes what a post says of a person beside who they are. A post that says nothing of it costs nothing.
 * @param lead `isNew`: nothing is kept of it yet, so nothing is read
 */
export async function profileByPost(
  { leadId, isNew }: { readonly leadId: LeadId; readonly isNew: boolean },
  form: { readonly id: string; readonly fields: readonly { readonly name: string; readonly mapsTo?: ProfileTarget | undefined }[] } | null,
  { fields, word }: { readonly fields: Readonly<Record<string, string>>; readonly word: Word },
  table: Pick<Table, 'get'>,
): Promise<ProfileByPost> {
  const answers = form === null ? [] : answersTo(form, fields);
  if (answers.length === 0) return { fields: [], writes: [] };
  // Under the record that is left alone: an undo takes along what posts of the other one said.
  const before = isNew ? noProfile(leadId) : await readProfileItself(table, leadId);
  const { profile, fields: changed } = withAnswers(before, answers, word);
  return { fields: changed.map(entryNameOf), writes: changed.length === 0 ? [] : [putProfile(before, profile)] };
}

/** Names a field of the profile among the fields of a lead. */
export const entryNameOf = (field: ProfileTarget): string => `profile.${field}`;
