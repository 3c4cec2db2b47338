import { readCompany } from '../company/index.ts';
import { readLead } from '../leads/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import { AddressHeldError, acceptProposal, ProposalDecidedError, readProposals } from '../proposals/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { type ChangeClaims, readChangeLink } from './link.ts';
import type { AddressChangeParts, AddressPage } from './page.ts';

/** Shows the mailbox of a new address what it is asked. Changes nothing: programs open links before people do. */
export async function showAddressChange(token: string, parts: AddressChangeParts): Promise<AddressPage> {
  return (await openChange(token, parts)).page;
}

/**
 * Makes an address the record's own whose mailbox says so by the button, and has the one that it takes the place of told. An address of another
 * record stays there, and a colleague sees the two. Safe to repeat.
 */
export async function confirmAddress(token: string, requestId: string, parts: AddressChangeParts): Promise<AddressPage> {
  const { page, claims } = await openChange(token, parts);
  if (page.kind !== 'confirm' || !claims) return page;
  const { leadId, proposalId, address } = claims;
  const at = parts.clock().toISOString();
  const message = mailRequest('addressChanged', leadId, { proposalId, at });
  const along = () => [putTimer({ timerId: timerIdFor('addressChanged', leadId, proposalId), dueAt: at, queue: 'mail', message })];
  try {
    const actor = { kind: 'lead', id: leadId } as const;
    await acceptProposal({ leadId, proposalId, actor, correlationId: requestId, along, mailbox: address }, parts);
    parts.log.info('a person confirmed another address', { leadId, proposalId });
  } catch (error) {
    // Where another record holds the address, their own word is noted, and the page says the same: who holds it is told to nobody.
    const isSettled = error instanceof AddressHeldError || error instanceof ProposalDecidedError || error instanceof NotFoundError;
    if (!isSettled) throw error;
  }
  return showAddressChange(token, parts);
}

async function openChange(
  token: string,
  { table, config, clock, signedLinkKeys }: AddressChangeParts,
): Promise<{ readonly page: AddressPage; readonly claims?: ChangeClaims }> {
  const link = readChangeLink(token, clock(), signedLinkKeys);
  const company = await readCompany(config);
  if (link.kind === 'unknown') return { page: { kind: 'unknown', company } };
  const { claims } = link;
  const shown = { company, locale: claims.locale };
  const lead = await readLead(table, claims.leadId, { consistent: true });
  if (!lead) return { page: { ...shown, kind: 'over' } };
  const { open, decided } = await readProposals(table, lead.leadId, { consistent: true });
  const isAsked = ({ proposalId }: { readonly proposalId: ChangeClaims['proposalId'] }) => proposalId === claims.proposalId;
  if (decided.some((one) => isAsked(one) && one.became === 'accepted')) return { page: { ...shown, kind: 'confirmed' } };
  const proposal = open.find(isAsked);
  if (proposal?.mailboxSaidAt !== undefined) return { page: { ...shown, kind: 'confirmed' } };
  if (!proposal) return { page: { ...shown, kind: 'over' } };
  if (link.kind === 'expired') return { page: { ...shown, kind: 'expired' } };
  return { page: { ...shown, kind: 'confirm' }, claims };
}
