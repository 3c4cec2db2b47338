import { z } from 'zod';
import { type Lead, partitionsOf } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId, NoteId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import { beginningWith, type Item, type Table, type WriteItem } from '../platform/table.ts';
import { unchangedSince, versioned } from '../platform/versioned.ts';

/** What a colleague noted about a lead. */
export const Note = z.object({
  /** The lead under which it lies, which may have been merged since. */
  leadId: LeadId,
  noteId: NoteId,
  version: z.number().int().positive(),
  at: z.string(),
  /** The user who wrote it. */
  by: z.string(),
  text: z.string(),
  editedAt: z.string().exactOptional(),
  /** The users named in it who are told of it, each once. */
  told: z.array(z.string()).exactOptional(),
});
export type Note = z.infer<typeof Note>;

const notes = versioned<Note>({
  parse(item) {
    const parsed = Note.safeParse({ ...item, leadId: partitionId(item) });
    if (!parsed.success) throw new CorruptItemError('a note does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ leadId, ...note }) => ({ ...keys.note(leadId, note.noteId), ...note }),
});

/** Returns the write of a note; refused when it was changed since it was read. */
export const putNote = (before: Note | null, after: Note): WriteItem => notes.put(before, after);

/** Returns the write that takes a note away; refused when it was changed since it was read. */
export function deleteNote({ leadId, noteId, version }: Note): WriteItem {
  return { Delete: { Key: keys.note(leadId, noteId), ...unchangedSince({ version }) } };
}

type Owner = Pick<Lead, 'leadId'>;

/** Finds a note of a lead, or of one that was merged into it; undefined: there is none. @throws CorruptItemError */
export async function readNote(table: Pick<Table, 'get'>, lead: Owner, noteId: NoteId): Promise<Note | undefined> {
  const found = await Promise.all(partitionsOf(lead).map((leadId) => notes.read(table, keys.note(leadId, noteId), { consistent: true })));
  return found.find((note) => note !== undefined);
}

/** Reads the newest notes of a lead and of those that were merged into it. @param before the id of the last one already seen */
export async function readNotes(
  table: Pick<Table, 'query'>,
  lead: Owner,
  { limit, before }: { readonly limit: number; readonly before?: string | undefined },
): Promise<Note[]> {
  const found = await Promise.all(
    partitionsOf(lead).map(async (leadId) => {
      const pk = keys.leadPk(leadId);
      const { items } = await table.query({
        ...beginningWith(pk, keys.notePrefix),
        ScanIndexForward: false,
        Limit: limit,
        ...(before === undefined ? {} : { ExclusiveStartKey: { pk, sk: `${keys.notePrefix}${before}` } }),
      });
      return items.map((item: Item) => notes.parse(item));
    }),
  );
  // Ids begin with the moment.
  return found
    .flat()
    .toSorted((one, other) => (one.noteId < other.noteId ? 1 : -1))
    .slice(0, limit);
}
