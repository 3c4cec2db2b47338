import { defineMail, filled, readAddressState } from '../mail/index.ts';
import { addMs } from '../platform/clock.ts';
import { localTime } from '../platform/local-time.ts';
import { isStillRefused, leavingLinks, topicsInForce } from '../preferences/index.ts';
import { templates } from './generated/templates.ts';
import { mailboxTurn } from './mailbox-turn.ts';
import { mailboxPauseMs } from './rules-receiver.ts';
import { greetingValues } from './submitter-values.ts';

/**
 * Confirms once to a person that they refused advertising mails, with the time at which it was received and at which it was heeded (Decree
 * 91/2020): one moment, since the refusal stands in what every claim asks. It advertises nothing. Whoever has the link may refuse, take it back and
 * refuse again all day: what was taken back is not confirmed, and a mailbox that was told within a day is told of the next refusal after it.
 */
export const refusalConfirmed = defineMail({
  kind: 'refusalConfirmed',
  audience: 'lead',
  purpose: 'service',
  name: ({ at }) => at,
  async gather({ at, topics }, begun, { table, digests, config }) {
    const [lead, inForce] = await Promise.all([begun.lead, topicsInForce(config)]);
    const email = lead?.email ?? null;
    const { choices } = email === null ? {} : await readAddressState(table, digests.address(email), { consistent: true });
    return {
      correlationId: 'refusalConfirmed',
      topics: inForce.topics.filter(({ id }) => topics?.includes(id)),
      isStillRefused: isStillRefused(choices, at),
    };
  },
  plan({ lead: { email }, facts }) {
    if (email === null) return { act: 'skip', why: 'noEmail' };
    return facts.isStillRefused ? { act: 'send', to: email, isProven: true } : { act: 'skip', why: 'takenBack' };
  },
  compose({ request, lead, company, facts: { topics } }, to, { digests, sender }) {
    const { leadId, locale, fullName } = lead;
    const claims = { leadId, address: digests.address(to), locale, topic: null };
    const values = {
      ...greetingValues(fullName ?? '', locale),
      refusedAt: localTime(request.at, company.timeZone, locale),
      topics: topics.map(({ names }) => names[locale]).join(', '),
      preferencesUrl: leavingLinks(claims, new Date(request.at), sender).preferencesUrl,
    };
    return { ...filled(templates.refusalConfirmed, values), locale, replyTo: company.email, reader: null };
  },
  guards: (_matter, to, parts) => [
    mailboxTurn(to, parts, () => ({ act: 'postpone', until: addMs(parts.now, mailboxPauseMs), why: 'writtenLately' })),
  ],
});
