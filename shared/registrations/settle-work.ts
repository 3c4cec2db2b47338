import type { FormEvent } from '../capture/event-config.ts';
import { formKind } from '../capture/form-config.ts';
import { openConfigReader } from '../config/index.ts';
import { readLead } from '../leads/index.ts';
import { UnavailableError } from '../platform/errors.ts';
import { type FormId, LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { secondsAfterPublication } from '../platform/publication.ts';
import { beginningWith } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { putTimer, sendDueTimers, timerIdFor } from '../timers/index.ts';
import { askFor, defineWork, type WorkParts, type WorkRequest } from '../work/index.ts';
import { follows, putCloseTimer } from './follows.ts';
import { detailsOf, type EventLedger, ledgerFor, putLedger, readLedger, scheduleOf } from './ledger.ts';
import { moveWrites } from './move.ts';
import { readRegistration } from './registration.ts';
import { followEventRequest, hasEvent, putSettleTimer, settleRequest } from './requests.ts';
import { isActive, isPlaceFree } from './rules-places.ts';

/** So many people move up in one go; the rest waits for a message of its own. */
const mostMoved = 25;

/** Looks at an event: has people told that it was moved or called off, and gives places that are free to whoever waits longest. */
export const settleEventWork = defineWork({
  kind: settleRequest.kind,
  schema: settleRequest.schema,
  async run({ formId, version }, parts) {
    const forms = await formsInForce(version, parts);
    if (formId === null) {
      const events = [...forms.values()].filter(hasEvent);
      return parts.queues.work.sendAll(events.map(({ id }) => askFor(settleRequest, { formId: id, version })));
    }
    const form = forms.get(formId);
    if (!hasEvent(form)) return;
    if (version !== undefined) await followPublication(formId, form.event, parts);
    await settleEvent(formId, form.event, parts);
  },
});

/** @throws UnavailableError where the version that was published cannot be read yet */
async function formsInForce(version: number | undefined, { config, table, clock }: WorkParts) {
  const known = await config.current(formKind);
  if (version === undefined || known.version >= version) return known.documents;
  const set = await openConfigReader(table, clock).current(formKind);
  if (set.version < version) throw new UnavailableError('the forms that were published cannot be read yet');
  return set.documents;
}

/** Returns the message that has all events looked at that were published with the forms. */
export function settleAfterPublication(version: number, publishedAt: string, now: Date): WorkRequest {
  return askFor(settleRequest, { formId: null, version }, { delaySeconds: secondsAfterPublication(publishedAt, now) });
}

/** Notes what is told of the event from now on, and has everybody told who registered, where that changed. */
async function followPublication(formId: FormId, event: FormEvent, { table, clock }: WorkParts): Promise<void> {
  await untilWritten(async () => {
    const stands = await readLedger(table, formId);
    // Before anybody registered there is nobody to tell; of a new edition nobody did either.
    if (!stands || ledgerFor(formId, event, stands, clock()) !== stands) return;
    const [details, schedule] = [detailsOf(event), scheduleOf(event)];
    const isMoved = stands.details !== details;
    const isOff = event.calledOff && stands.taken + stands.waiting > 0;
    if (!isMoved && stands.schedule === schedule && !isOff) return;
    const told = { details, schedule, endsAt: event.endsAt, sequence: stands.sequence + 1 };
    await table.transact([
      putLedger(stands, { ...stands, ...told, version: stands.version + 1 }),
      putFollowTimer({ ...stands, ...told }, isMoved, clock()),
      putCloseTimer(formId, event),
    ]);
  });
}

function putFollowTimer({ formId, edition, sequence }: EventLedger, isTold: boolean, at: Date) {
  const { groupId, body } = askFor(followEventRequest, { formId, edition, sequence, isTold, after: null });
  return putTimer({
    timerId: timerIdFor('followEvent', formId, String(edition), String(sequence)),
    dueAt: at.toISOString(),
    queue: 'work',
    groupId,
    message: body,
  });
}

/** Gives places that are free to whoever waits longest, one after the other. */
export async function settleEvent(formId: FormId, event: FormEvent, parts: WorkParts): Promise<void> {
  for (let moved = 0; moved < mostMoved; moved += 1) {
    if ((await untilWritten(() => moveUp(formId, event, parts))) === 'done') return;
  }
  await parts.table.put(putSettleTimer(formId, parts.clock(), parts.ids.attemptId()).Put);
}

async function moveUp(formId: FormId, event: FormEvent, parts: WorkParts): Promise<'moved' | 'done'> {
  const { table, clock, ids } = parts;
  const ledger = await readLedger(table, formId);
  const now = clock();
  if (!ledger || !isPlaceFree(event, ledger, now)) return 'done';
  const first = await firstWaiting(ledger, parts);
  if (!first) return 'done';
  const [lead, before] = await Promise.all([readLead(table, first, { consistent: true }), readRegistration(table, first, formId)]);
  // Somebody is erased at this moment: that looks here again.
  if (!lead || !before || !isActive(before, ledger) || before.state !== 'waiting') return 'done';
  const after = { ...before, version: before.version + 1, state: 'confirmed', reason: 'movedUp', since: now.toISOString() } as const;
  const name = `event/${formId}/${ledger.version}`;
  const act = { at: now, actor: { kind: 'system', id: 'registrations' } as const, cause: { correlationId: name, causationId: name } };
  const writes = [
    ...moveWrites({ lead, event, ledger, stands: ledger, before, after }, act, ids),
    ...follows({ event, ledger, stands: ledger, before, after }, now),
  ];
  await table.transact(writes);
  await sendDueTimers(writes, parts);
  parts.log.info('person moved up to a place of an event', { leadId: first, formId });
  return 'moved';
}

async function firstWaiting({ formId, edition }: EventLedger, { table }: WorkParts): Promise<LeadId | undefined> {
  const { items } = await table.query({
    ...beginningWith(keys.eventPk(formId), keys.waitingPlacePrefix(edition)),
    ConsistentRead: true,
    Limit: 1,
  });
  return items[0] && LeadId.parse(items[0].leadId);
}
