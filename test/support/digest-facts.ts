import type { TimelineEntry } from '../../shared/leads/index.ts';
import type { Item } from '../../shared/platform/table.ts';

/** A notice that its rep hears of in a digest. */
export interface DigestedNotice {
  readonly leadId: string;
  readonly mailId: string;
}

/** Notices of digests whose timers stand: those of which their reps will hear. */
export function noticesWithTimer(items: readonly Item[]): DigestedNotice[] {
  const timers = new Set(items.flatMap(({ message }) => digestOfTimer(message)));
  return items.filter(isDigest).flatMap(({ pk, sk, notices }) => (timers.has(`${pk} ${sk}`) ? notices : []));
}

interface DigestItem {
  readonly pk: string;
  readonly sk: string;
  readonly notices: readonly DigestedNotice[];
}

const isDigest = (item: Item): item is Item & DigestItem => String(item.sk).startsWith('DIGEST#') && Array.isArray(item.notices);

function digestOfTimer(message: unknown): string[] {
  if (typeof message !== 'object' || message === null || !('repId' in message && 'part' in message)) return [];
  return [`REP#${message.repId} DIGEST#${message.part}`];
}

export const isOfAssignment = ({ mailId }: DigestedNotice): boolean => mailId.startsWith('assignedNotice-');

/** How many notices of assignments were left to digests, as the histories tell. */
export const assignmentsInDigests = (entries: readonly Pick<TimelineEntry, 'type' | 'data'>[]): number =>
  entries.filter(({ type, data }) => type === 'mail.gathered' && data.kind === 'assignedNotice').length;
