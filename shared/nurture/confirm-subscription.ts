import { defineMail, filled } from '../mail/index.ts';
import { postName } from '../mail-requests/index.ts';
import { SubmissionRef } from '../platform/ids.ts';
import { isRefusedSince, subscribeUrl, topicsInForce } from '../preferences/index.ts';
import { templates } from './generated/templates.ts';
import { mailboxTurn } from './mailbox-turn.ts';
import { gatherPost } from './post-facts.ts';
import { planSubscription } from './rules-receiver.ts';
import { submitterValues } from './submitter-values.ts';

/** Asks whoever reads the mail of an address whether they want the mails that a post asked for under it, by a button behind a link. */
export const confirmSubscription = defineMail({
  kind: 'confirmSubscription',
  audience: 'lead',
  purpose: 'service',
  name: postName,
  async gather(request, begun, parts) {
    const [post, { topics }] = await Promise.all([gatherPost('confirmSubscription', request, begun, parts), topicsInForce(parts.config)]);
    const { submission, address } = post;
    const isRefused = submission !== undefined && isRefusedSince(address.choices, submission.receivedAt);
    return { ...post, topics: topics.map(({ id }) => id), isRefusedSince: isRefused };
  },
  plan: (matter, now) => planSubscription(matter, now),
  compose({ request, lead, company, facts: { form, submission, submitter } }, to, { digests, sender }) {
    const locale = submitter?.locale ?? company.defaultLocale;
    const askedAt = submission?.receivedAt ?? lead.updatedAt;
    const claims = { leadId: lead.leadId, address: digests.address(to), locale, asked: SubmissionRef.parse(request), askedAt };
    const { addressedAs, greetingName } = submitterValues(submitter, form, locale);
    const values = { addressedAs, greetingName, subscribeUrl: subscribeUrl(claims, sender) };
    return { ...filled(templates.confirmSubscription, values), locale, replyTo: company.email, reader: null };
  },
  guards: (_matter, to, parts) => [mailboxTurn(to, parts)],
});
