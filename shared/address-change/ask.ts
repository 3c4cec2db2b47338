import { leadProposed } from '../../events/index.ts';
import { readCompany } from '../company/index.ts';
import { deleteProposedAddress, normaliseEmail } from '../identity/index.ts';
import { changeLead, draftEntry, noLifecycleRules, noteOnLead, readLead } from '../leads/index.ts';
import { readAddressState } from '../mail/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import type { LeadId } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import { readLeavingLink } from '../preferences/index.ts';
import { putProposals, readProposals, withProposed } from '../proposals/index.ts';
import { linkRef } from '../signed-links/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import type { AddressChangeParts, AddressPage } from './page.ts';

/**
 * Takes the address down that somebody types on the page of choices as the one that their mails are to come to, and has its mailbox asked. Nothing
 * of the record changes. The page says the same whatever is known of either address.
 */
export async function askForAddress(token: string, typed: string, requestId: string, parts: AddressChangeParts): Promise<AddressPage> {
  const link = readLeavingLink(token, parts.clock(), parts.signedLinkKeys);
  const company = await readCompany(parts.config);
  if (link.kind === 'unknown') return { kind: 'unknown', company };
  const { leadId, address, locale } = link.claims;
  const backPath = `/v1/preferences/${token}`;
  if (link.kind === 'expired') return { kind: 'expired', company, locale };
  const parsed = normaliseEmail(typed);
  if (!parsed.ok) return { kind: 'misspelt', company, locale, backPath };
  await untilWritten(() => propose({ leadId, address, email: parsed.email, requestId }, parts));
  return { kind: 'asked', company, locale, backPath };
}

interface Wish {
  readonly leadId: LeadId;
  /** Where the link was mailed to. */
  readonly address: string;
  readonly email: string;
  readonly requestId: string;
}

async function propose({ leadId, address, email, requestId }: Wish, parts: AddressChangeParts): Promise<void> {
  const { table, digests, clock, ids, log } = parts;
  const before = await readLead(table, leadId, { consistent: true });
  // Whoever reads the mail of an address that the record has left speaks for nobody any more.
  if (!before?.email || digests.address(before.email) !== address || before.email === email) return;
  const [stored, { suppression }] = await Promise.all([
    readProposals(table, before.leadId, { consistent: true }),
    readAddressState(table, digests.address(email), { consistent: true }),
  ]);
  // A mailbox that is closed cannot be asked.
  if (suppression) return;
  const at = clock();
  const submission = linkRef(requestId);
  const { after, displaced } = withProposed(stored, [{ field: 'email', value: email }], {
    submission,
    at: at.toISOString(),
    confirmable: false,
  });
  const proposal = after.open.find((one) => one.field === 'email' && one.value === email);
  if (!proposal) return;
  const message = mailRequest('addressAsked', before.leadId, { proposalId: proposal.proposalId, at: at.toISOString() });
  const timer = putTimer({
    timerId: timerIdFor('addressAsked', before.leadId, requestId),
    dueAt: at.toISOString(),
    queue: 'mail',
    message,
  });
  const act = { at, actor: { kind: 'lead', id: before.leadId }, cause: { correlationId: requestId, causationId: requestId } } as const;
  const isNew = !stored.open.some(({ proposalId }) => proposalId === proposal.proposalId);
  const entries = isNew ? [draftEntry(leadProposed, { fields: ['email'], submission })] : [];
  const marked = before.openProposals
    ? entries.length > 0
      ? noteOnLead(before, entries, act, ids).writes
      : []
    : changeLead({ ...act, before, ids, rules: noLifecycleRules, draft: () => ({ fields: { openProposals: true }, entries }) }).writes;
  const forgotten = displaced.flatMap((one) =>
    one.field === 'email' ? [deleteProposedAddress(digests.email(one.value), before.leadId)] : [],
  );
  await table.transact([...marked, putProposals(stored, after), ...forgotten, timer]);
  log.info('a person asked for mails at another address', { leadId: before.leadId, requestId });
}
