import type { Actor } from '../../events/index.ts';
import { isoTime } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { LeadId, MailId } from '../platform/ids.ts';
import type { Queue } from '../platform/queues.ts';
import { askForScores } from './ask-for-scores.ts';
import { type ChangeParts, changeMail } from './change-mail.ts';
import type { Grade } from './record.ts';
import { withVerdict } from './rules-mail.ts';

/**
 * Takes somebody's word for what engagements are; null leaves them to the rules again. A person's word stands against every rule, a
 * rule's (`by` a system) against what is not certain. What counts by it is scored, what counted against it is taken back.
 * @throws NotFoundError when the lead has no such engagements.
 */
export async function reclassify(
  { leadId, mailId }: { readonly leadId: LeadId; readonly mailId: MailId },
  engagementIds: readonly string[],
  grade: Grade | null,
  by: Actor,
  parts: ChangeParts & { readonly score: Queue },
): Promise<void> {
  const named = new Set(engagementIds);
  const change = await changeMail(
    leadId,
    mailId,
    (known) => {
      if (!known?.engagements.some(({ id }) => named.has(id))) throw new NotFoundError('no such engagements');
      return withVerdict(known, named, grade === null ? null : { grade, by, at: isoTime(parts.clock()) }, by);
    },
    { by, causationId: mailId },
    parts,
  );
  if (!change.after) throw new NotFoundError('no such lead');
  await askForScores(leadId, change, parts.score);
}
