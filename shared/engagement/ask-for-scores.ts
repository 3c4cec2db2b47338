import type { ScoreMessage } from '../../events/index.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Queue } from '../platform/queues.ts';
import type { MailChange } from './change-mail.ts';
import { humans } from './rules-mail.ts';

/**
 * Asks for what a change of engagements means for the score: a count from the beginning where something counts no longer, else
 * a look at what is new. A call that changed nothing may be the repeat of one that ended before it asked, so it asks for a count too.
 */
export async function askForScores(leadId: LeadId, { before, after }: MailChange, score: Queue): Promise<void> {
  const message = after && messageFor(leadId, { before, after });
  if (message) await score.send({ body: message });
}

function messageFor(
  leadId: LeadId,
  { before, after }: MailChange & { readonly after: NonNullable<MailChange['after']> },
): ScoreMessage | null {
  if (before === after) return after.engagements.length > 0 ? { v: 1, kind: 'recount', leadId, takenBack: true } : null;
  const counted = new Set(humans(before ?? { engagements: [] }).map(({ id }) => id));
  const counting = humans(after).map(({ id }) => id);
  if (counted.size > counting.filter((id) => counted.has(id)).length) return { v: 1, kind: 'recount', leadId, takenBack: true };
  const known = new Set(before?.engagements.map(({ id }) => id));
  // A visit may have proved a click before the click was told of.
  const held = after.engagements.filter(({ id, action, grade }) => action === 'click' && grade === 'unsure' && !known.has(id));
  const engagementIds = [...counting.filter((id) => !counted.has(id)), ...held.map(({ id }) => id)];
  return engagementIds.length === 0 ? null : { v: 1, kind: 'engagement', leadId, mailId: after.mailId, engagementIds };
}
