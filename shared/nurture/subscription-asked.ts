import { defineMail, filled, readRecipient } from '../mail/index.ts';
import { daysMs } from '../platform/clock.ts';
import { SubmissionRef } from '../platform/ids.ts';
import { isRefusedSince, subscribeUrl, topicsInForce } from '../preferences/index.ts';
import { templates } from './generated/templates.ts';
import { mailboxTurn } from './mailbox-turn.ts';
import { mailboxPauseMs, subscriptionDays } from './rules-receiver.ts';
import { greetingValues } from './submitter-values.ts';

/**
 * Asks the mailbox of a record whether the mails are wanted that its person is said to have asked a colleague for, by a button behind a link: the
 * word of a colleague is no consent to advertising, and a mailbox that does not answer gets none.
 */
export const subscriptionAsked = defineMail({
  kind: 'subscriptionAsked',
  audience: 'lead',
  purpose: 'service',
  name: ({ at }) => at,
  async gather({ at }, begun, parts) {
    const [lead, company, { topics }] = await Promise.all([begun.lead, begun.company, topicsInForce(parts.config)]);
    const email = lead?.email ?? null;
    const recipient = email === null ? null : await readRecipient('subscriptionAsked', email, company, parts);
    const choices = recipient?.address.choices;
    return {
      correlationId: 'subscriptionAsked',
      recipient,
      isRefusedSince: isRefusedSince(choices, at),
      isConfirmed: topics.every(({ id }) => choices?.confirmed[id]),
    };
  },
  plan({ mailId, request, lead: { email, consent }, facts: { recipient, isRefusedSince, isConfirmed } }, now) {
    if (email === null || recipient === null) return { act: 'skip', why: 'noEmail' };
    const { address, addressProblem, lastMail } = recipient;
    if (addressProblem) return { act: 'fail', reason: addressProblem };
    if (address.suppression) return { act: 'fail', reason: 'suppressed' };
    if (isRefusedSince || consent.newsletter?.granted !== true) return { act: 'skip', why: 'refusedSince' };
    if (isConfirmed) return { act: 'skip', why: 'alreadyConfirmed' };
    if (now.getTime() - Date.parse(request.at) > subscriptionDays * daysMs) return { act: 'skip', why: 'askedTooLate' };
    const isLate = lastMail && lastMail.mailId !== mailId && now.getTime() - Date.parse(lastMail.at) < mailboxPauseMs;
    return isLate ? { act: 'skip', why: 'writtenLately' } : { act: 'send', to: email, isProven: address.provenAt !== undefined };
  },
  compose({ request, lead: { leadId, locale, fullName }, company }, to, { digests, sender }) {
    const claims = { leadId, address: digests.address(to), locale, asked: SubmissionRef.parse(request), askedAt: request.at };
    const values = { ...greetingValues(fullName ?? '', locale), subscribeUrl: subscribeUrl(claims, sender) };
    return { ...filled(templates.confirmSubscription, values), locale, replyTo: company.email, reader: null };
  },
  guards: (_matter, to, parts) => [mailboxTurn(to, parts)],
});
