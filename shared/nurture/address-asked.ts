import { addressUrl } from '../address-change/index.ts';
import { defineMail, filled, readRecipient } from '../mail/index.ts';
import { ProposalId } from '../platform/ids.ts';
import { readOpenProposals } from '../proposals/index.ts';
import { templates } from './generated/templates.ts';
import { mailboxTurn } from './mailbox-turn.ts';
import { mailboxPauseMs } from './rules-receiver.ts';

/**
 * Asks the mailbox of an address that somebody typed on the page of choices whether their mails are to come to it. It may be a stranger's: it names
 * nobody, and counts as other mails to strangers do.
 */
export const addressAsked = defineMail({
  kind: 'addressAsked',
  audience: 'lead',
  purpose: 'service',
  name: ({ proposalId, at }) => `${proposalId}-${at}`,
  async gather({ proposalId }, begun, parts) {
    const [lead, company] = await Promise.all([begun.lead, begun.company]);
    const open = lead ? await readOpenProposals(parts.table, lead, { consistent: true }) : [];
    const proposal = open.find((one) => one.proposalId === proposalId);
    const email = proposal?.field === 'email' ? proposal.value : null;
    return {
      correlationId: proposalId,
      email,
      recipient: email === null ? null : await readRecipient('addressAsked', email, company, parts),
    };
  },
  plan({ mailId, facts: { email, recipient } }, now) {
    if (email === null || recipient === null) return { act: 'skip', why: 'proposalGone' };
    const { address, addressProblem, lastMail } = recipient;
    if (addressProblem) return { act: 'fail', reason: addressProblem };
    if (address.suppression) return { act: 'fail', reason: 'suppressed' };
    const isLate = lastMail && lastMail.mailId !== mailId && now.getTime() - Date.parse(lastMail.at) < mailboxPauseMs;
    return isLate ? { act: 'skip', why: 'writtenLately' } : { act: 'send', to: email, isProven: address.provenAt !== undefined };
  },
  compose({ request, lead: { leadId, locale }, company }, to, { digests, sender }) {
    const claims = { leadId, address: digests.address(to), locale, proposalId: ProposalId.parse(request.proposalId) };
    const values = { addressUrl: addressUrl(claims, request.at, sender) };
    return { ...filled(templates.addressAsked, values), locale, replyTo: company.email, reader: null };
  },
  guards: (_matter, to, parts) => [mailboxTurn(to, parts)],
});
