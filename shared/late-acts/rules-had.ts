import type { RepId } from '../platform/ids.ts';

/** An entry of a history, as far as it tells who had the lead. */
interface Told {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What tells who has a lead, or had it until then. */
const owning: ReadonlySet<string> = new Set([
  'lead.assigned',
  'lead.offered',
  'lead.accepted',
  'lead.unassigned',
  'lead.merged_into',
  'lead.status_changed',
  'task.handed_over',
]);

/** Tells whether a history says that a rep had the lead, or something of it. */
export function hadLead(entries: readonly Told[], repId: RepId): boolean {
  return entries.some(({ type, data }) => owning.has(type) && (data.repId === repId || data.fromRepId === repId));
}
