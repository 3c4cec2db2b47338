import { formKind } from '../capture/form-config.ts';
import { readLead } from '../leads/index.ts';
import { LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { beginningWith, type Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { sendDueTimers } from '../timers/index.ts';
import { askFor, defineWork, type WorkParts } from '../work/index.ts';
import { follows, putMail, putReminders } from './follows.ts';
import { type EventLedger, readLedger } from './ledger.ts';
import { moveWrites } from './move.ts';
import { type Registration, readRegistration } from './registration.ts';
import { closeEventRequest, followEventRequest, hasEvent } from './requests.ts';
import { isActive } from './rules-places.ts';

const peoplePerSlice = 25;

/** Tells everybody who registered that the event was moved or called off, a slice at a time; a later change of it has a walk of its own. */
export const followEventWork = defineWork({
  kind: followEventRequest.kind,
  schema: followEventRequest.schema,
  async run(request, parts) {
    const { formId, edition, sequence, after, isTold } = request;
    const [form, ledger] = await Promise.all([formOf(formId, parts), readLedger(parts.table, formId)]);
    if (!hasEvent(form) || ledger?.edition !== edition || ledger.sequence !== sequence) return;
    const slice = await sliceOf(ledger, after, parts.table);
    for (const { leadId } of slice.people) {
      if (form.event.calledOff) await untilWritten(() => callOff(leadId, { formId, event: form.event }, parts));
      else await tellMoved(leadId, { ledger, isTold }, form.event, parts);
    }
    if (slice.next) await parts.queues.work.send(askFor(followEventRequest, { ...request, after: slice.next }));
  },
});

/** Notes who had a place and did not come, a slice at a time: where somebody was checked in, so that it is known who did. */
export const closeEventWork = defineWork({
  kind: closeEventRequest.kind,
  schema: closeEventRequest.schema,
  async run(request, parts) {
    const { formId, endsAt, after } = request;
    const [form, ledger] = await Promise.all([formOf(formId, parts), readLedger(parts.table, formId)]);
    // It was moved since, called off, or nobody stood at the door.
    if (!hasEvent(form) || form.event.endsAt !== endsAt || form.event.calledOff || !ledger || ledger.attended === 0) return;
    const slice = await sliceOf(ledger, after, parts.table);
    for (const { leadId } of slice.people) await untilWritten(() => noteMissed(leadId, { formId, event: form.event }, parts));
    if (slice.next) await parts.queues.work.send(askFor(closeEventRequest, { ...request, after: slice.next }));
  },
});

const formOf = async (formId: EventLedger['formId'], { config }: WorkParts) => (await config.current(formKind)).documents.get(formId);

interface Slice {
  readonly people: readonly { readonly leadId: LeadId }[];
  /** The code behind which the next slice begins; null: there is none. */
  readonly next: string | null;
}

/** Reads who registered for an edition, by their codes. */
async function sliceOf({ formId, edition }: EventLedger, after: string | null, table: Table): Promise<Slice> {
  const { items } = await table.query({
    ...beginningWith(keys.eventPk(formId), keys.eventCodePrefix(edition)),
    ConsistentRead: true,
    Limit: peoplePerSlice,
    ...(after === null ? {} : { ExclusiveStartKey: { ...keys.eventCode(formId, edition, after) } }),
  });
  const last = items.length === peoplePerSlice ? String(items.at(-1)?.sk) : null;
  return {
    people: items.map(({ leadId }) => ({ leadId: LeadId.parse(leadId) })),
    next: last === null ? null : last.slice(keys.eventCodePrefix(edition).length),
  };
}

type OfEvent = Pick<Parameters<typeof moveWrites>[0], 'event'> & Pick<EventLedger, 'formId'>;

/** The mail and the timers look again at what stands, so that they may be set twice. */
async function tellMoved(
  leadId: LeadId,
  { ledger, isTold }: { readonly ledger: EventLedger; readonly isTold: boolean },
  event: OfEvent['event'],
  parts: WorkParts,
): Promise<void> {
  const registration = await readRegistration(parts.table, leadId, ledger.formId);
  if (!registration || !isActive(registration, ledger)) return;
  const now = parts.clock();
  const timers = [
    ...(isTold ? [putMail(registration, { what: 'changed', sequence: ledger.sequence }, now)] : []),
    ...(registration.state === 'confirmed' ? putReminders(registration, event, now) : []),
  ];
  if (timers.length > 0) await parts.table.transact(timers);
  await sendDueTimers(timers, parts);
}

function callOff(leadId: LeadId, of: OfEvent, parts: WorkParts): Promise<void> {
  return change(leadId, of, parts, (before) => ({ ...before, state: 'cancelled', reason: 'calledOff' }));
}

function noteMissed(leadId: LeadId, of: OfEvent, parts: WorkParts): Promise<void> {
  return change(leadId, of, parts, (before, at) =>
    before.state === 'confirmed' && before.attendedAt === undefined && before.missedAt === undefined ? { ...before, missedAt: at } : null,
  );
}

async function change(
  leadId: LeadId,
  { formId, event }: OfEvent,
  parts: WorkParts,
  to: (before: Registration, at: string) => Registration | null,
): Promise<void> {
  const { table, clock, ids } = parts;
  const [lead, ledger, before] = await Promise.all([
    readLead(table, leadId, { consistent: true }),
    readLedger(table, formId),
    readRegistration(table, leadId, formId),
  ]);
  const now = clock();
  if (!lead || !ledger || !before || !isActive(before, ledger)) return;
  const changed = to(before, now.toISOString());
  if (!changed) return;
  const isSame = changed.state === before.state;
  const after = { ...changed, version: before.version + 1, since: isSame ? before.since : now.toISOString() };
  const name = `event/${formId}/${ledger.sequence}`;
  const act = { at: now, actor: { kind: 'system', id: 'registrations' } as const, cause: { correlationId: name, causationId: name } };
  const writes = [
    ...moveWrites({ lead, event, ledger, stands: ledger, before, after }, act, ids),
    ...follows({ event, ledger, stands: ledger, before, after }, now),
  ];
  await table.transact(writes);
  await sendDueTimers(writes, parts);
}
