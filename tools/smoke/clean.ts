import { readSubmissionAndOutcome } from '../../shared/capture/index.ts';
import { openConfigReader } from '../../shared/config/index.ts';
import { placeOf, takeFactAway } from '../../shared/facts/index.ts';
import { mailDomainOf } from '../../shared/identity/index.ts';
import { readMails } from '../../shared/mail/index.ts';
import { mailRequest } from '../../shared/mail-requests/index.ts';
import { followUp } from '../../shared/nurture/index.ts';
import { daysMs, systemClock } from '../../shared/platform/clock.ts';
import type { Digests } from '../../shared/platform/digests.ts';
import { type LeadId, refText } from '../../shared/platform/ids.ts';
import { type Key, keys } from '../../shared/platform/keys.ts';
import type { Item, Table } from '../../shared/platform/table.ts';
import { timerIdFor } from '../../shared/timers/index.ts';
import { type Probe, probeMailbox } from './probe.ts';

const markMs = 2 * daysMs;

/**
 * Deletes every item that belongs to the probe alone, and answers how many. What stays: its share in the pool's ledger, which is what
 * keeps the distribution fair, its mails among all that went to people, what name servers say of its mail domain, and two counts that go by
 * themselves within minutes: of the operator's network, and of the notices that the rep got.
 */
export async function deleteProbe({ ref, email }: Probe, { table, digests }: { table: Table; digests: Digests }): Promise<number> {
  const { submission, outcome } = await readSubmissionAndOutcome(table, ref);
  const leadId = outcome?.kind === 'lead' ? outcome.leadId : undefined;
  const possible = [
    keys.emailGuard(digests.email(email)),
    keys.address(digests.address(email)),
    keys.mailbox(digests.mailbox(probeMailbox)),
    ...(submission?.sender.tokenDigest === undefined ? [] : [keys.tokenUses(submission.sender.tokenDigest)]),
  ];
  const found = [
    ...(await keysOf(table, keys.submissionPk(ref))),
    ...(leadId === undefined ? [] : await keysOf(table, keys.leadPk(leadId))),
    ...(leadId === undefined ? [] : await timersOf(table, leadId, ref)),
    ...(await keysOf(table, keys.strangersOfDomain(digests.mailDomain(mailDomainOf(probeMailbox)), '').pk)),
    ...(await table.batchGet(possible, { consistent: true })).map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })),
  ];
  const lead = leadId === undefined ? undefined : await table.get(keys.lead(leadId), { consistent: true });
  await table.deleteAll(found);
  if (leadId !== undefined && lead) {
    const place = await placeOf(leadId, String(lead.createdAt), openConfigReader(table, systemClock));
    // A mark stays for a while, so that a reading of the lead that is under way does not bring its fact back.
    await takeFactAway(table, place, { leadVersion: Number.MAX_SAFE_INTEGER, expiresAt: Math.floor((Date.now() + markMs) / 1_000) });
  }
  return found.length;
}

/** The follow-up, the score's cooling, and mails that wait for the morning. */
async function timersOf(table: Table, leadId: LeadId, ref: Probe['ref']): Promise<Key[]> {
  const mailIds = [followUp.idOf(mailRequest('followUp', leadId, ref)), ...(await readMails(table, leadId)).map(({ mailId }) => mailId)];
  const ids = [
    timerIdFor('followUp', refText(ref)),
    timerIdFor('cool', leadId),
    ...mailIds.map((mailId) => timerIdFor('quiet', leadId, mailId)),
  ];
  const found: Key[] = [];
  for (const timerId of ids) {
    // The shard follows from the id; the second at which it is due does not.
    const shard = await keysOf(table, keys.timer('', timerId).pk);
    found.push(...shard.filter(({ sk }) => sk.endsWith(`#${timerId}`)));
  }
  return found;
}

async function keysOf(table: Table, pk: string): Promise<Key[]> {
  const found: Key[] = [];
  let from: Item | undefined;
  do {
    const { items, lastKey } = await table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ProjectionExpression: 'pk, sk',
      ConsistentRead: true,
      ...(from && { ExclusiveStartKey: from }),
    });
    found.push(...items.map((item) => ({ pk: String(item.pk), sk: String(item.sk) })));
    from = lastKey;
  } while (from);
  return found;
}
