import type { CallView } from '../../../../api/calls/call-view.ts';
import type { EntryView, GroupView, TimelineView } from '../../../../api/leads/timeline-view.ts';
import type { LetterView } from '../../../../api/letters/letter-view.ts';
import type { NoteView } from '../../../../api/notes/note-view.ts';
import type { ReplyView } from '../../../../api/replies/reply-view.ts';

/** What the history may be narrowed down to. */
export const historyFilters = ['all', 'calls', 'notes', 'mails', 'web', 'changes'] as const;
export type HistoryFilter = (typeof historyFilters)[number];

/** Something that happened, as the page shows it. */
export interface Happening {
  readonly id: string;
  readonly at: string;
  readonly filter: Exclude<HistoryFilter, 'all'>;
  /** People did or said it: it is shown large, and what machines did in one line. */
  readonly isOfPeople: boolean;
  readonly summary: string;
  readonly details: readonly string[];
  /** What a colleague wrote, with a call or as a note, or the person in a reply. */
  readonly text: string | null;
  /** The user who wrote it. */
  readonly by: string | null;
  /** From where a reply came, where nobody knows whether the person wrote it; empty where the mail does not say. @default - it is known */
  readonly unprovenFrom?: string | null;
  /** A reply that was too large to be read here. @default false */
  readonly isTooLarge?: boolean;
  /** What a colleague wrote by mail, and whether it went out. @default - it is none */
  readonly letter?: Pick<LetterView, 'subject' | 'state' | 'reasonText'> | null;
  /** Names of files that came along with a reply. @default - none did */
  readonly files?: readonly string[];
  /** It waits for a network on this device. @default false */
  readonly isWaiting?: boolean;
}

/** The parts of a history that were read so far. */
export interface KnownHistory {
  readonly entries: ReadonlyMap<string, EntryView>;
  /** The newest first. */
  readonly groups: readonly GroupView[];
  /** Where the oldest part that was read ends; null: there is nothing before it. */
  readonly nextCursor: string | null;
}

/** Takes a page into what is known. @param isNewest it is the first one again, as it stands now: what is known of what came before stays */
export function withPage(known: KnownHistory | null, page: TimelineView, isNewest: boolean): KnownHistory {
  const entries = new Map([...(known?.entries ?? []), ...page.items.map((item) => [item.id, item] as const)]);
  const before = known?.groups ?? [];
  const merged = page.groups.map((group) => {
    const other = before.find(({ id }) => id === group.id);
    return other ? joined(group, other) : group;
  });
  const ids = new Set(merged.map(({ id }) => id));
  const groups = [...before.filter(({ id }) => !ids.has(id)), ...merged].sort((one, other) => (one.at < other.at ? 1 : -1));
  return { entries, groups, nextCursor: isNewest && known ? known.nextCursor : page.nextCursor };
}

/** A visit, or the mornings of a month, may go on from one page to the next. */
function joined(group: GroupView, other: GroupView): GroupView {
  const [newer, older] = group.at >= other.at ? [group, other] : [other, group];
  return {
    ...newer,
    since: [newer.since, older.since].sort()[0] ?? newer.since,
    details: [...new Set([...newer.details, ...older.details])],
    entryIds: [...new Set([...newer.entryIds, ...older.entryIds])],
  };
}

const filterOf: Readonly<Record<GroupView['kind'], Happening['filter']>> = {
  visit: 'web',
  post: 'web',
  call: 'calls',
  mail: 'mails',
  task: 'changes',
  sale: 'changes',
  change: 'changes',
};

const byPeople = new Set<GroupView['kind']>(['post', 'call', 'sale']);

interface Written {
  readonly replies: readonly ReplyView[];
  readonly letters: readonly LetterView[];
  readonly notes: readonly Pick<NoteView, 'noteId' | 'text' | 'by'>[];
  readonly calls: readonly CallView[];
}

/** Tells the history as the page shows it, the newest first; with calls, notes and replies what was written. */
export function happeningsIn({ entries, groups }: KnownHistory, { notes, calls, replies, letters }: Written): Happening[] {
  return groups.map((group) => {
    const own = group.entryIds.flatMap((id) => entries.get(id) ?? []);
    const noteId = own.find(({ type }) => type === 'note.changed')?.data.noteId;
    const callId = own.find(({ type }) => type === 'call.logged')?.data.callId;
    const replyId = own.find(({ type }) => type === 'mail.replied')?.data.replyId;
    const letterId = own.find(({ type }) => type === 'letter.written')?.data.letterId;
    const letter = letters.find((one) => one.letterId === letterId);
    const note = notes.find((one) => one.noteId === noteId);
    const call = calls.find((one) => one.callId === callId);
    const reply = replies.find((one) => one.replyId === replyId);
    const isNote = noteId !== undefined;
    return {
      id: group.id,
      at: group.at,
      filter: isNote ? 'notes' : filterOf[group.kind],
      isOfPeople: isNote || replyId !== undefined || letterId !== undefined || byPeople.has(group.kind),
      summary: group.summary,
      details: group.details,
      text: note?.text ?? call?.note ?? reply?.text ?? letter?.text ?? null,
      by: note?.by ?? call?.by ?? reply?.by ?? letter?.by ?? null,
      unprovenFrom: reply?.unprovenFrom ?? null,
      isTooLarge: reply?.isTooLarge ?? false,
      files: reply?.files ?? [],
      letter: letter ?? null,
    };
  });
}

/** A note that was saved here; the history may not tell it yet. */
export interface SavedNote {
  readonly noteId: string;
  readonly at: string;
  readonly by: string;
  readonly text: string;
}

/** What waits to be sent, as much of it as a history shows. */
interface WaitingAct {
  readonly id: string;
  readonly path: string;
  readonly atMs: number;
  readonly userId: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly about: { readonly what: string };
  readonly refused?: unknown;
}

/** Puts in front what was done here and the history does not tell yet: what was saved a moment ago, and what waits for a network. */
export function withOwn(
  happenings: readonly Happening[],
  { entries }: Pick<KnownHistory, 'entries'>,
  { saved, acts, noteName }: { readonly saved: readonly SavedNote[]; readonly acts: readonly WaitingAct[]; readonly noteName: string },
): Happening[] {
  const told = new Set([...entries.values()].map(({ data }) => data.noteId));
  const own: Happening[] = saved
    .filter(({ noteId }) => !told.has(noteId))
    .map(({ noteId, at, by, text }) => ({ ...ofPeople, id: noteId, at, filter: 'notes', summary: noteName, text, by }));
  const waiting = acts
    .filter(({ refused }) => refused === undefined)
    .map(({ id, path, atMs, userId, request, about }): Happening => {
      const { text, note } = (request.body ?? {}) as { readonly text?: string; readonly note?: string };
      const filter = path.endsWith('/notes') ? 'notes' : 'calls';
      const at = new Date(atMs).toISOString();
      return { ...ofPeople, id, at, filter, summary: about.what, text: text ?? note ?? null, by: userId, isWaiting: true };
    });
  return [...waiting, ...own, ...happenings].sort((one, other) => (one.at < other.at ? 1 : -1));
}

const ofPeople = { isOfPeople: true, details: [] } as const;

/** Puts what happened under its day in a zone, as 2027-02-05. */
export function byDay(
  happenings: readonly Happening[],
  dayOf: (at: Date) => string,
): { readonly day: string; readonly all: Happening[] }[] {
  const days: { day: string; all: Happening[] }[] = [];
  for (const one of happenings) {
    const day = dayOf(new Date(one.at));
    const last = days.at(-1);
    if (last?.day === day) last.all.push(one);
    else days.push({ day, all: [one] });
  }
  return days;
}
