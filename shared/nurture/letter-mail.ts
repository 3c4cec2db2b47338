import { type Lead, zoneOf } from '../leads/index.ts';
import { type Letter, letterBar, readLetter, type Writer, writeLetterMail, writerOf } from '../letters/index.ts';
import { advertisingLimits, defineMail, type MailPlan, type ProductParts, type RecipientFacts, readAddressFacts } from '../mail/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LetterId } from '../platform/ids.ts';
import { advertisingOpen, type LeavingLinks, leavingLinks } from '../preferences/index.ts';
import { byDayOf } from './rules-day.ts';

/** What a letter is sent by. */
interface LetterFacts {
  readonly correlationId: string;
  readonly letter: Letter | undefined;
  readonly writer: Writer;
  /** Undefined: the record has no address. */
  readonly receiver: Omit<RecipientFacts, 'lastMail'> | undefined;
  /** The record has the address still that the letter was written to. */
  readonly isSameAddress: boolean;
}

/** What a colleague wrote themselves to one person: as they wrote it, with their name in front, and at once. */
export const letter = defineMail({
  kind: 'letter',
  audience: 'lead',
  purpose: 'service',
  name: ({ letterId }) => letterId,
  async gather({ letterId }, begun, parts): Promise<LetterFacts> {
    const [lead, company] = await Promise.all([begun.lead, begun.company]);
    const written = lead && (await readLetter(parts.table, lead, LetterId.parse(letterId)));
    const email = lead?.email ?? null;
    const [writer, receiver] = await Promise.all([
      writerOf(written?.by ?? '', parts.config),
      email === null ? undefined : readAddressFacts(email, company, parts),
    ]);
    const isSameAddress = email !== null && written?.address === parts.digests.address(email);
    return { correlationId: letterId, letter: written, writer, receiver, isSameAddress };
  },
  plan: ({ lead, company, facts }, now) => planLetter(lead, company, facts, now),
  compose({ lead, company, facts }, to, parts) {
    const { letterId, locale, thread = [], ...rest } = known(facts.letter);
    const waysOut = rest.topic === undefined ? null : waysOutOf(known(facts.letter), lead, to, parts);
    return {
      ...writeLetterMail({ ...rest, locale }, facts.writer.name, company, waysOut),
      version: letterId,
      locale,
      // Where answers come in by themselves the gate names another address; elsewhere a rep reads their own.
      replyTo: facts.writer.email ?? company.email,
      reader: null,
      writer: { name: facts.writer.name, thread },
    };
  },
  advertising({ lead, company, facts }, to, claim) {
    const { topic } = known(facts.letter);
    if (topic === undefined) return null;
    return {
      open: advertisingOpen(claim.digests.address(to), topic, claim.now, claim),
      limits: advertisingLimits(company),
      refusalUrl: waysOutOf(known(facts.letter), lead, to, claim).unsubscribeUrl,
    };
  },
});

/** Decides whether a letter goes out now. Its writer was told that it would: why it does not stands in the history, whatever the reason. */
function planLetter(
  lead: Lead,
  company: { readonly timeZone: string },
  { letter: written, receiver, isSameAddress }: LetterFacts,
  now: Date,
): MailPlan {
  if (!written) return { act: 'skip', why: 'letterGone' };
  if (lead.email === null || !receiver) return { act: 'fail', reason: 'noAddress' };
  if (!isSameAddress) return { act: 'fail', reason: 'addressChanged' };
  const bar = letterBar({ lead, ...receiver }, written.topic ?? null, now);
  if (bar !== null) return { act: 'fail', reason: bar };
  const { awayUntil } = receiver.address;
  if (written.topic !== undefined && awayUntil !== undefined && awayUntil > now.toISOString())
    return { act: 'postpone', until: new Date(awayUntil), why: 'personAway' };
  // What advertises can wait for the morning; what a person asked for by day is theirs to send.
  const morning = written.topic === undefined ? now : byDayOf(lead.leadId, zoneOf(lead, company.timeZone))(now);
  if (morning > now) return { act: 'postpone', until: morning, why: 'night' };
  return { act: 'send', to: lead.email, isProven: receiver.address.provenAt !== undefined };
}

/** @throws CorruptItemError where a mail is written that was not to be sent */
function known(written: Letter | undefined): Letter {
  if (!written) throw new CorruptItemError('the mail of a letter has no letter');
  return written;
}

/** By the moment of the letter: tries of one mail have one link. */
function waysOutOf(
  { at, topic, locale }: Letter,
  { leadId }: Lead,
  to: string,
  { digests, sender }: Pick<ProductParts, 'digests' | 'sender'>,
): LeavingLinks {
  return leavingLinks({ leadId, address: digests.address(to), topic: topic ?? null, locale }, new Date(at), sender);
}
