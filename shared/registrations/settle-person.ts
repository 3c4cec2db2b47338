import { formKind } from '../capture/form-config.ts';
import { readLead } from '../leads/index.ts';
import type { FormId, LeadId } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import { sendDueTimers } from '../timers/index.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { arrived } from './arrived.ts';
import { follows } from './follows.ts';
import { readLedger } from './ledger.ts';
import { moveWrites } from './move.ts';
import { allRegistrations, type Registration, readRegistrations } from './registration.ts';
import { hasEvent, settlePersonRequest } from './requests.ts';
import { decideArrival, isActive, keptOf } from './rules-places.ts';

/** Sees to it that a person has one place at an event, also after records of theirs became one, and each their own after those parted. */
export const settlePersonWork = defineWork({
  kind: settlePersonRequest.kind,
  schema: settlePersonRequest.schema,
  run: (request, parts) => settlePerson(request, parts),
});

interface Asked {
  readonly leadId: LeadId;
  readonly isParted: boolean;
}

export async function settlePerson(asked: Asked, parts: WorkParts): Promise<void> {
  const lead = await readLead(parts.table, asked.leadId, { consistent: true });
  if (!lead) return;
  const formIds = new Set((await allRegistrations(parts.table, lead)).map(({ formId }) => formId));
  for (const formId of formIds) {
    // One after the other: each step reads anew what the one before left.
    while ((await untilWritten(() => settleOne(asked, formId, parts))) === 'changed');
  }
}

async function settleOne({ leadId, isParted }: Asked, formId: FormId, parts: WorkParts): Promise<'changed' | 'done'> {
  const { table, clock, ids, config } = parts;
  const form = (await config.current(formKind)).documents.get(formId);
  const lead = await readLead(table, leadId, { consistent: true });
  const [ledger, known] = lead ? await Promise.all([readLedger(table, formId), readRegistrations(table, lead, formId)]) : [];
  if (!lead || !ledger || !known || !hasEvent(form)) return 'done';
  const now = clock();
  const kept = keptOf(known, ledger);
  const before = known.find((one) => (kept ? one !== kept && isActive(one, ledger) : isParted && gaveWayIn(one, ledger.edition)));
  if (!before) return 'done';
  const since = now.toISOString();
  const after: Registration = kept
    ? { ...before, version: before.version + 1, state: 'cancelled', reason: 'merged', since }
    : {
        ...arrived({ ...before, before, post: before.submission }, parts),
        ...cameBack(decideArrival(form.event, ledger, now)),
        since,
      };
  const name = `event/${formId}/${kept ? 'merged' : 'parted'}/${leadId}`;
  const act = { at: now, actor: { kind: 'system', id: 'registrations' } as const, cause: { correlationId: name, causationId: name } };
  const writes = [
    ...moveWrites({ lead, event: form.event, ledger, stands: ledger, before, after }, act, ids),
    ...follows({ event: form.event, ledger, stands: ledger, before, after }, now),
  ];
  await table.transact(writes);
  await sendDueTimers(writes, parts);
  return 'changed';
}

const gaveWayIn = ({ state, reason, edition }: Registration, now: number): boolean =>
  edition === now && state === 'cancelled' && reason === 'merged';

const cameBack = ({ state, reason }: ReturnType<typeof decideArrival>) =>
  ({ state, reason: state === 'confirmed' ? 'parted' : reason }) as const;
