import { type Outcome, readOutcome } from '../../shared/capture/index.ts';
import { type Lead, readLead } from '../../shared/leads/index.ts';
import { isAtRest, type Mail, readMails } from '../../shared/mail/index.ts';
import { UnavailableError } from '../../shared/platform/errors.ts';
import type { LeadId, SubmissionRef } from '../../shared/platform/ids.ts';
import type { Table } from '../../shared/platform/table.ts';

/** How long each step may take, and how often the table is looked at. */
export interface Patience {
  readonly timeoutMs: number;
  readonly intervalMs: number;
}

/** @throws UnavailableError when the post was set aside, or is nothing after all that time. */
export async function waitForLead(table: Table, ref: SubmissionRef, patience: Patience): Promise<LeadId> {
  const outcome = await waitFor<Outcome>(
    async () => readOutcome(table, ref),
    patience,
    'the post was accepted, but intake-submissions made nothing of it: look at its log, and at the alarm intake-waits',
  );
  if (outcome.kind === 'lead') return outcome.leadId;
  throw new UnavailableError(`the post became no lead: it is in quarantine for ${outcome.reasons.join(', ')}`);
}

export async function waitForOwner(table: Table, leadId: LeadId, patience: Patience): Promise<NonNullable<Lead['owner']>> {
  return await waitFor(
    async () => (await readLead(table, leadId, { consistent: true }))?.owner ?? undefined,
    patience,
    'the lead has no owner: look at the log of assign-leads; a pool without anybody who can take leads says so there',
  );
}

/** The rep's notice, once SES took it. @throws UnavailableError when it failed. */
export async function waitForNotice(table: Table, leadId: LeadId, patience: Patience): Promise<Mail> {
  const notice = await waitFor(
    async () => (await readMails(table, leadId)).find((mail) => mail.audience === 'rep' && isAtRest(mail)),
    patience,
    'the rep was not notified: look at the log of send-mail; in the sandbox the address of the rep has to be verified',
  );
  if (notice.status === 'sent') return notice;
  throw new UnavailableError(
    `the notice to the rep failed: ${notice.reason ?? 'no reason'}; see "Mails that were refused" in docs/runbook.md`,
  );
}

/** Until no mail of the lead is under way any more; mails that wait for the morning have no state yet. */
export async function waitForQuiet(table: Table, leadId: LeadId, patience: Patience): Promise<void> {
  const settled = async () => ((await readMails(table, leadId)).every(isAtRest) ? true : undefined);
  await waitFor(settled, patience, 'a mail is still under way');
}

async function waitFor<Found>(
  look: () => Promise<Found | undefined>,
  { timeoutMs, intervalMs }: Patience,
  missing: string,
): Promise<Found> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() >= until) throw new UnavailableError(`after ${timeoutMs / 1_000} s ${missing}`);
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
}
