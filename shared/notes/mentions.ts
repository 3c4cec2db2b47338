import { may, principalOfUser } from '../access/index.ts';
import { type UserConfig, userKind } from '../access/user-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { subjectsOfCaller } from '../opportunities/index.ts';
import type { LeadId, NoteId } from '../platform/ids.ts';
import type { PutWrite, Table } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { mentionedIn } from './rules-mentions.ts';

/** Tells whether a user reads the notes about a lead. */
export async function mayReadNotes(table: Table, user: UserConfig, lead: Lead): Promise<boolean> {
  const principal = principalOfUser(user);
  return may(principal, 'lead.note', lead, await subjectsOfCaller(table, principal, lead));
}

/** Finds the users whom a text names and who may read it, without whoever writes it. */
export async function readersNamed(
  { text, by }: { readonly text: string; readonly by: string },
  lead: Lead,
  { table, config }: { readonly table: Table; readonly config: ConfigReader },
): Promise<readonly string[]> {
  if (!text.includes('@')) return [];
  const { documents } = await config.current(userKind);
  const named = mentionedIn(text, documents.keys()).flatMap((id) => documents.get(id) ?? []);
  const others = named.filter(({ id }) => id !== by);
  const mayRead = await Promise.all(others.map((user) => mayReadNotes(table, user, lead)));
  return others.flatMap(({ id }, place) => (mayRead[place] ? [id] : []));
}

/** Returns the timers that have users told of a note, for the transaction that writes it. */
export function putMentions(leadId: LeadId, noteId: NoteId, userIds: readonly string[], at: string): readonly PutWrite[] {
  return userIds.map((userId) =>
    putTimer({
      timerId: timerIdFor('mention', noteId, userId),
      dueAt: at,
      queue: 'notice',
      message: mailRequest('mentionNotice', leadId, { noteId, userId }),
    }),
  );
}
