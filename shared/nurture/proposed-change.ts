import { confirmUrl } from '../confirming/index.ts';
import { defineMail, filled } from '../mail/index.ts';
import { postName } from '../mail-requests/index.ts';
import { templates } from './generated/templates.ts';
import { mailboxTurn } from './mailbox-turn.ts';
import { gatherOffers } from './offers.ts';
import { gatherPost } from './post-facts.ts';
import { planProposedChange } from './rules-receiver.ts';
import { submitterValues } from './submitter-values.ts';

/** Asks the person of a record whether what was posted under their own address is theirs, by a button behind a link. */
export const proposedChange = defineMail({
  kind: 'proposedChange',
  audience: 'lead',
  purpose: 'service',
  name: postName,
  async gather(request, begun, parts) {
    const [post, offers] = await Promise.all([gatherPost('proposedChange', request, begun, parts), gatherOffers(request, begun, parts)]);
    return { ...post, offers };
  },
  plan: (matter, now) => planProposedChange(matter, now),
  compose({ lead, company, facts }, to, { digests, sender }) {
    const { form, submission, submitter, offers } = facts;
    const locale = submitter?.locale ?? company.defaultLocale;
    const { addressedAs, greetingName } = submitterValues(submitter, form, locale);
    const claims = { leadId: lead.leadId, address: digests.address(to), locale, proposalIds: offers.map(({ proposalId }) => proposalId) };
    const phone = offers.find(({ field }) => field === 'phone')?.shown ?? '';
    const values = {
      addressedAs,
      greetingName,
      // The page shows all of it: a mail lies about for years.
      saysName: offers.some(({ field }) => field === 'fullName') ? 'yes' : '',
      phoneEnd: phone.replace(/\D/g, '').slice(-3),
      confirmUrl: confirmUrl(claims, submission?.receivedAt ?? lead.updatedAt, sender),
    };
    return { ...filled(templates.proposedChange, values), locale, replyTo: company.email, reader: null };
  },
  guards: (_matter, to, parts) => [mailboxTurn(to, parts)],
});
