import { greetingName, normaliseName } from '../identity/index.ts';
import { defineMail, filled } from '../mail/index.ts';
import { localTime } from '../platform/local-time.ts';
import { leavingLinks, topicsInForce } from '../preferences/index.ts';
import { templates } from './generated/templates.ts';
import { politeName } from './submitter-values.ts';

/**
 * Confirms once to a person that they refused advertising mails, with the time at which it was received and at which it was heeded (Decree
 * 91/2020): one moment, since the refusal stands in what every claim asks. It advertises nothing.
 */
export const refusalConfirmed = defineMail({
  kind: 'refusalConfirmed',
  audience: 'lead',
  purpose: 'service',
  name: ({ at }) => at,
  async gather({ topics }, _begun, { config }) {
    const known = topics === null ? [] : (await topicsInForce(config)).topics;
    return { correlationId: 'refusalConfirmed', topics: known.filter(({ id }) => topics?.includes(id)) };
  },
  plan: ({ lead }) => (lead.email === null ? { act: 'skip', why: 'noEmail' } : { act: 'send', to: lead.email, isProven: true }),
  compose({ request, lead, company, facts: { topics } }, to, { digests, sender }) {
    const { leadId, locale, fullName } = lead;
    const name = fullName ?? '';
    const claims = { leadId, address: digests.address(to), locale, topic: null };
    const values = {
      greetingName: politeName(greetingName(name, locale, normaliseName(name).givenName)),
      refusedAt: localTime(request.at, company.timeZone),
      topics: topics.map(({ names }) => names[locale]).join(', '),
      preferencesUrl: leavingLinks(claims, new Date(request.at), sender).preferencesUrl,
    };
    return { ...filled(templates.refusalConfirmed, values), locale, replyTo: company.email, reader: null };
  },
});
