import { type DeclineReason, leadUnassigned } from '../../events/index.ts';
import { areMergeCandidates, draftEntry, type Lead, type NotedPair, noteMergeCandidate } from '../leads/index.ts';
import { isoTime } from '../platform/clock.ts';
import { type LeadId, leadSubject } from '../platform/ids.ts';
import type { OrderedMessage } from '../platform/queues.ts';
import { type Table, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import {
  type AnsweredOffer,
  type FoundOffer,
  findOffer,
  movedWrites,
  type OfferAnswer,
  OfferOverError,
  type OfferParts,
  overError,
} from './answer-offer.ts';
import { putDeclineNote } from './decline-note.ts';
import { askNext, putDeclinedTimer } from './offer-timers.ts';
import { territoryRules } from './read-rules.ts';
import { reroutedEntry } from './reroute.ts';
import { poolInCharge } from './rules-assignment.ts';
import { isForLeaders, passedWith, returnsCredit } from './rules-offers.ts';
import { territoryInstead } from './rules-territory.ts';
import { readDecisionAbout } from './store.ts';
import { putTellDeclined } from './tell-declined-request.ts';

/** A rep gives an offer back. */
export interface OfferDecline extends OfferAnswer {
  readonly reason: DeclineReason;
  /** What the rep writes to it, for those who see contact details. @default - nothing */
  readonly note?: string | undefined;
  /** Of a duplicate, which lead it is; that the rep knows it is for the caller to see to. @default - the rep did not say */
  readonly sameAs?: LeadId | undefined;
}

/**
 * Gives an offer back, for a reason: the next rep is asked at once. What of it was not the rep's doing does not count as given to them. Its leaders are told
 * where they are to do something. Safe to repeat: who has declined is answered as before, whatever reason they name.
 * @throws NotFoundError; OfferOverError
 */
export async function declineOffer(asked: OfferDecline, parts: OfferParts): Promise<AnsweredOffer> {
  const { answered, next } = await untilWritten(() => decline(asked, parts));
  // The timer of the same transaction is the net.
  if (next) await parts.assign.send(next);
  return answered;
}

interface Declining {
  readonly answered: AnsweredOffer;
  /** The message by which the pool goes on; null: it was asked before. */
  readonly next: OrderedMessage | null;
}

async function decline(asked: OfferDecline, parts: OfferParts): Promise<Declining> {
  const { table, clock, log } = parts;
  const { subject, correlationId, reason, note, sameAs, along = () => [] } = asked;
  const found = await findOffer(table, asked);
  const { lead, assignment, standing } = found;
  if (standing.kind === 'declined') {
    const answered = { leadId: lead.leadId, subject, repId: standing.repId, state: 'declined', at: standing.at } as const;
    await writeIfAny(table, along(answered));
    return { answered, next: null };
  }
  if (standing.kind !== 'offered' || assignment === null) throw whyNotDeclined(found);
  const at = clock();
  const { leadId } = lead;
  const { repId, poolId, decisionId, offeredAt, slaDueAt, offer } = standing;
  const credit = returnsCredit(reason) ? (await readDecisionAbout(table, { leadId, subject }, decisionId))?.credit : undefined;
  const passed = passedWith(offer, { how: 'declined', ...(credit === undefined ? {} : { creditDue: credit }) }, at);
  const noted = note === undefined ? {} : { hasNote: true as const };
  const told = { subject, poolId, repId, reason: 'declined', decisionId, because: reason, ...noted, offeredAt, slaDueAt } as const;
  // Rules, or what is known of the person, may have changed since its territory was chosen. Where they have not, the next rep is asked: a claim alone moves nothing, and nothing goes round.
  const isClaimed = reason === 'wrongTerritory' && subject === leadSubject;
  const territory = isClaimed ? territoryInstead(lead, await territoryRules(parts.config)) : null;
  const inCharge = territory?.poolId ?? poolInCharge(lead, assignment);
  const to = { state: 'waiting', poolId: inCharge, repId: null, decisionId: null, passed } as const;
  const answered = { leadId, subject, repId, state: 'declined', at: isoTime(at) } as const;
  const end = { leadId, subject, poolId, decisionId, correlationId };
  const pair = reason === 'duplicate' && sameAs !== undefined ? await pairOf(lead, sameAs, at, table) : nothingNoted;
  const entries = [draftEntry(leadUnassigned, told), ...(territory ? [reroutedEntry(lead, subject, territory)] : []), ...pair.entries];
  const writes = await movedWrites(found, to, { answer: asked, entries, at, repId, territory }, parts);
  const isTold = isForLeaders({ reason, hasNote: note !== undefined, isMoved: inCharge !== poolId });
  await table.transact([
    ...writes,
    ...pair.writes,
    ...(note === undefined ? [] : [putDeclineNote({ leadId, decisionId, note })]),
    ...(isTold ? [putTellDeclined({ leadId, subject, poolId, repId, decisionId, reason }, isoTime(at))] : []),
    putDeclinedTimer(end, isoTime(at)),
    ...along(answered),
  ]);
  log.info('offer declined', { leadId, subject, repId, decisionId, reason });
  return { answered, next: askNext(end, 'declined') };
}

/** Refuses to give back what its rep cannot. @throws NotFoundError for a lead that is not there; OfferOverError */
export async function checkDecline(offer: Pick<OfferAnswer, 'leadId' | 'subject' | 'decisionId'>, table: Table): Promise<void> {
  const found = await findOffer(table, offer);
  if (found.standing.kind !== 'offered' || found.assignment === null) throw whyNotDeclined(found);
}

function whyNotDeclined({ standing }: FoundOffer): OfferOverError {
  if (standing.kind !== 'accepted') return overError();
  return new OfferOverError('You have accepted this: it is yours. Anh/chị đã nhận rồi: khách là của anh/chị.');
}

const nothingNoted: NotedPair = { writes: [], entries: [] };

/** Notes that a rep takes two leads for one person, where nobody noted it before. */
async function pairOf({ leadId, source }: Lead, otherLeadId: LeadId, at: Date, table: Table): Promise<NotedPair> {
  if (otherLeadId === leadId || (await areMergeCandidates(table, leadId, otherLeadId))) return nothingNoted;
  const { channel, sourceId, submissionId } = source.first;
  return noteMergeCandidate(leadId, { otherLeadId, reason: 'saidByRep', submission: { channel, sourceId, submissionId }, at });
}
