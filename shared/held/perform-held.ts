import { principalOfUser } from '../access/index.ts';
import { userKind } from '../access/user-config.ts';
import { isoTime } from '../platform/clock.ts';
import { assertNever, NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import { type WriteItem, writeIfAny } from '../platform/table.ts';
import { type SayConsentParts, sayConsent } from '../preferences/index.ts';
import { findLead } from '../reading/index.ts';
import { declineOffer, type OfferParts } from '../routing/index.ts';
import { endedAct, type HeldAct, putHeldAct } from './held-act.ts';

export type PerformParts = OfferParts & SayConsentParts;

/**
 * Performs a held act as who did it, in one transaction with its end, so that it happens once however often it is asked for. What was done before
 * is answered as it stands.
 * @throws NotPossibleNowError for what was taken back; NotFoundError where the user lost their right, or the lead is gone; whatever the act itself throws
 */
export async function performHeld(held: HeldAct, along: (after: HeldAct) => readonly WriteItem[], parts: PerformParts): Promise<HeldAct> {
  if (held.state === 'done') {
    await writeIfAny(parts.table, along(held));
    return held;
  }
  if (held.state !== 'held') {
    throw new NotPossibleNowError(
      'It was taken back, or is not possible any more. Việc này đã được hoàn tác hoặc không còn thực hiện được.',
    );
  }
  const after = endedAct(held, 'done', isoTime(parts.clock()));
  await perform(held, () => [putHeldAct(held, after), ...along(after)], parts);
  return after;
}

async function perform({ leadId, act, by, correlationId }: HeldAct, along: () => readonly WriteItem[], parts: PerformParts): Promise<void> {
  const asked = { actor: { kind: 'user', id: by } as const, correlationId, along };
  switch (act.is) {
    case 'decline': {
      const { is: _is, ...declined } = act;
      // Whoever may not answer it any more leaves it to whoever has it by now.
      const user = (await parts.config.current(userKind)).documents.get(by);
      if (!user) throw new NotFoundError('no such user');
      const lead = await findLead(parts.table, principalOfUser(user), leadId, 'lead.accept');
      await declineOffer({ ...declined, leadId: lead.leadId, ...asked }, parts);
      return;
    }
    case 'refusal': {
      // The person said so when it was theirs to note: it holds, whoever has the lead by now.
      const { purpose, how, at, topics = null } = act;
      await sayConsent({ leadId, purpose, granted: false, how, saidAt: new Date(at), topics, ...asked }, parts);
      return;
    }
    default:
      assertNever(act, 'kind of held act');
  }
}
