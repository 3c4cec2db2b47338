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

/** How long nothing has to have come: a mail that was asked for and not begun has no item yet. */
const quietMs = 3_000;

/** Until no mail of the lead is under way any more, and none has come for a while; mails that wait for the morning have no state yet. */
export async function waitForQuiet(table: Table, leadId: LeadId, patience: Patience): Promise<void> {
  let known = -1;
  let since = 0;
  const settled = async () => {
    const mails = await readMails(table, leadId);
    if (mails.length !== known || !mails.every(isAtRest)) {
      known = mails.length;
      since = Date.now();
    }
    return Date.now() - since >= quietMs ? true : undefined;
  };
  await waitFor(settled, { ...patience, timeoutMs: patience.timeoutMs + quietMs }, 'a mail is still under way');
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
