import type { ScoreMessage } from '../../events/index.ts';
import {
  beganVisit,
  type MailEngagements,
  mayProve,
  paceSeconds,
  proveAnew,
  proveByVisits,
  readEngagements,
  type Views,
} from '../engagement/index.ts';
import type { LeadId } from '../platform/ids.ts';
import { readLeadSignals } from '../tracking/index.ts';
import type { Evidence } from './evidence.ts';
import { evidenceOfMail, evidenceOfSignal } from './gather-evidence.ts';
import type { ScoreParts } from './score-lead.ts';

/**
 * What messages say of mails: opens and clicks that count now, and those that a visit proves. `signals`: of the visits that the messages
 * name. Answers the same for a repeated message, also where an earlier one proved the click and ended before the score was written.
 */
export async function newMailEvidence(
  leadId: LeadId,
  messages: readonly ScoreMessage[],
  signals: readonly Evidence[],
  parts: ScoreParts,
): Promise<Evidence[]> {
  const named = new Set(messages.flatMap((one) => (one.kind === 'engagement' ? one.engagementIds : [])));
  const visits = visitsIn(signals);
  if (named.size === 0 && visits.length === 0) return [];
  const known = await readEngagements(parts.table, leadId);
  const isHeld = known.some(({ engagements }) => engagements.some(({ id, grade }) => named.has(id) && grade === 'unsure'));
  // A click may be told of after its visit, and a visit may be the end of one that began before the click: all of them tell.
  const mails = isHeld || known.some((mail) => mayProve(mail, visits)) ? await proveByAll(leadId, known, parts) : known;
  return mails.flatMap((mail) => {
    const looked = mail.engagements.filter(({ id, at, isVisited }) => named.has(id) || (isVisited && beganVisit(at, visits)));
    // A proved click clears up what it followed.
    return evidenceOfMail(mail).filter(({ at }) => looked.some((one) => Math.abs(one.at - at) <= paceSeconds.most));
  });
}

async function proveByAll(leadId: LeadId, mails: readonly MailEngagements[], parts: ScoreParts): Promise<MailEngagements[]> {
  const signals = await readLeadSignals(parts.table, leadId, parts.clock());
  return proveByVisits(mails, visitsIn(signals.map(evidenceOfSignal)), parts);
}

/** The same evidence, with mails as all visits in it prove them. */
export async function withMailsAnew(leadId: LeadId, evidence: readonly Evidence[], parts: ScoreParts): Promise<Evidence[]> {
  const mails = await proveAnew(await readEngagements(parts.table, leadId), visitsIn(evidence), parts);
  return [...evidence.filter(({ kind }) => kind !== 'mail'), ...mails.flatMap(evidenceOfMail)];
}

/** When each device looked at pages. */
function visitsIn(evidence: readonly Evidence[]): Views[] {
  const views = evidence.flatMap((one) => (one.kind === 'signal' && one.signal === 'page_view' ? [one] : []));
  return [...Map.groupBy(views, ({ visitorId }) => visitorId).values()].map((same) => same.map(({ at }) => at));
}
