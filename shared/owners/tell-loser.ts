import { mailRequest } from '../mail-requests/index.ts';
import type { LeadId, RepId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';

/** As many leads as the notice names. */
const mostNamed = 10;

/** Leads that a rep has no more by somebody's word. */
export interface Lost {
  readonly repId: RepId;
  readonly count: number;
  /** The first of them. */
  readonly leads: readonly LeadId[];
}

/**
 * Returns the timer by which a rep hears once of all that is not theirs any more: a rep who does not know goes on calling, and promises what a colleague does not.
 * @param cause names the gift, split or list
 */
export function tellLoser({ repId, count, leads }: Lost, cause: string, dueAt: string): PutWrite[] {
  const [leadId] = leads;
  if (leadId === undefined) return [];
  const message = mailRequest('takenNotice', leadId, { repId, cause, count, leads: leads.slice(0, mostNamed) });
  return [putTimer({ timerId: timerIdFor('takenNotice', cause, repId), dueAt, queue: 'notice', message })];
}
