import type { Digests } from '../platform/digests.ts';
import { Source } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { addressOpen, readAddress, readMailbox, takeMailboxTurn } from './address.ts';
import type { MailMatter } from './compose.ts';
import type { MailFailure, PlannedMail } from './record.ts';
import { takeTellingTurn } from './store.ts';

/** What is claimed together with a mail: an open address and its mailbox's turn, or the owner's one repeat notice. */
export function turnsOf({ request, to, lead }: MailMatter, planned: PlannedMail, now: Date, digests: Digests): WriteItem[] {
  switch (request.kind) {
    case 'assignedNotice':
    case 'hotNotice':
      return [];
    case 'repeatNotice':
      return [takeTellingTurn(lead.leadId, Source.parse(request), planned.mailId, now)];
    case 'welcome':
    case 'followUp':
      return [addressOpen(digests.address(to)), takeMailboxTurn(request.kind, to, planned, now, digests)];
  }
}

/** Why a mail to a lead lost its turn, where the lead's record should tell: the address was closed, or another lead's mail was quicker. */
export async function lostTurn(
  { audience, kind, leadId }: PlannedMail,
  to: string,
  parts: { readonly table: Table; readonly digests: Digests },
): Promise<MailFailure | null> {
  if (audience !== 'lead') return null;
  const [address, mailbox] = await Promise.all([
    readAddress(parts, to, { consistent: true }),
    readMailbox(parts, to, { consistent: true }),
  ]);
  if (address.suppression) return 'suppressed';
  return kind === 'welcome' && mailbox.welcomeLeadId !== undefined && mailbox.welcomeLeadId !== leadId ? 'mailboxQuota' : null;
}
