import type { WalkInView } from '../../api/registrations/walk-in.ts';
import type { Principal } from '../access/index.ts';
import { formKind } from '../capture/form-config.ts';
import { knownProducts, type Submission } from '../capture/index.ts';
import { entryOf } from '../entering/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { enterPerson, type SubmissionParts } from '../intake/index.ts';
import { readLead } from '../leads/index.ts';
import { addMs } from '../platform/clock.ts';
import { NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import { type FormId, formSource, refText, type SubmissionId } from '../platform/ids.ts';
import { type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { arrived, cameBy } from './arrived.ts';
import { type EventOfForm, shownCode } from './event-words.ts';
import { closesAfterMs, putCloseTimer } from './follows.ts';
import { ledgerFor, readLedger } from './ledger.ts';
import { moveWrites } from './move.ts';
import { type Registration, readRegistrations } from './registration.ts';
import { hasEvent } from './requests.ts';
import { isRoomAtDoor, keptOf } from './rules-places.ts';
import { findShown } from './shown.ts';

/** Somebody who came without having registered, as they say it at the door. */
interface WalkIn {
  readonly fullName: string;
  readonly phone: string;
  readonly email?: string | undefined;
  /** Whether they agree to be contacted. */
  readonly consent: boolean;
  /** They get a place though none is free, or others wait for one. */
  readonly overCapacity: boolean;
}

interface Asked {
  readonly formId: FormId;
  readonly asked: WalkIn;
  readonly principal: Principal;
  readonly submissionId: SubmissionId;
  readonly correlationId: string;
  /** What is kept with the place, such as the answer. */
  readonly along: (view: WalkInView) => readonly WriteItem[];
}

const noRoom = 'No place is free at the event, or others wait for one: say `overCapacity` to let them in all the same.';

/**
 * Takes in somebody who came without having registered, as a post of the form that a colleague typed, and gives them a place that they came to. Safe to repeat.
 * @throws InvalidInputError for a person whom nobody could reach; NotPossibleNowError where the event is over or called off, or has no room for them
 */
export async function walkIn(request: Asked, parts: SubmissionParts): Promise<WalkInView> {
  const { formId, asked } = request;
  const set = await parts.config.current(formKind);
  const form = set.documents.get(formId);
  if (!hasEvent(form)) throw new NotFoundError('no form of this id has an event');
  const now = parts.clock();
  if (form.event.calledOff) throw new NotPossibleNowError('The event does not take place.');
  if (now > addMs(new Date(form.event.endsAt), closesAfterMs)) throw new NotPossibleNowError('The event is over.');
  const submission = await submissionOf(request, set.version, parts);
  if (!asked.overCapacity) await refuseWithoutRoom(form, asked, parts);
  const { lead } = await enterPerson(submission, parts, async () => []);
  return untilWritten(() => letIn(lead.leadId, submission, { form, request }, parts));
}

/** A person of the event: a rep who stands at the door does not take them from the rules of their territory. */
async function submissionOf(
  { formId, asked, principal, submissionId }: Asked,
  formVersion: number,
  { config, digests, clock }: SubmissionParts,
): Promise<Submission> {
  const { fullName, phone, email, consent } = asked;
  const [{ documents: fields }, products] = await Promise.all([config.current(fieldKind), knownProducts(config)]);
  const said = consent ? { consent: { contact: { how: 'inPerson' as const } } } : {};
  const ref = { ...formSource(formId), submissionId };
  const person = { fullName, phone, email, origin: 'inbound' as const, ...said };
  const entry = entryOf(person, principal, { digests, ref, now: clock(), fields, products });
  return { ...entry, formVersion, enteredBy: { userId: principal.userId, origin: 'inbound' } };
}

/** Nothing is kept of somebody for whom there is no room, unless they have a place already. */
async function refuseWithoutRoom({ id, event }: EventOfForm, { phone }: WalkIn, parts: SubmissionParts): Promise<void> {
  const ledger = ledgerFor(id, event, await readLedger(parts.table, id), parts.clock());
  if (isRoomAtDoor(event, ledger)) return;
  const known = await findShown({ phone }, ledger, parts);
  if (known?.state !== 'confirmed') throw new NotPossibleNowError(noRoom);
}

async function letIn(
  leadId: Registration['leadId'],
  submission: Submission,
  { form, request }: { readonly form: EventOfForm; readonly request: Asked },
  parts: SubmissionParts,
): Promise<WalkInView> {
  const { formId, asked, along, correlationId, principal } = request;
  const { table, clock, ids } = parts;
  const lead = await readLead(table, leadId, { consistent: true });
  if (!lead) throw new NotFoundError('who this was about is gone');
  const [stands, all] = await Promise.all([readLedger(table, formId), readRegistrations(table, lead, formId)]);
  const now = clock();
  const at = now.toISOString();
  const ledger = ledgerFor(formId, form.event, stands, now);
  const kept = keptOf(all, ledger);
  if (kept?.attendedAt !== undefined) {
    const view = viewOf(kept.code, kept.attendedAt);
    await writeIfAny(table, along(view));
    return view;
  }
  if (kept?.state !== 'confirmed' && !asked.overCapacity && !isRoomAtDoor(form.event, ledger)) throw new NotPossibleNowError(noRoom);
  const before = kept ?? all.find((one) => one.leadId === lead.leadId) ?? null;
  const after = kept ? cameBy(kept, at) : newcomer(before, { formId, leadId, edition: ledger.edition, submission, at }, parts);
  const view = viewOf(after.code, at);
  const act = {
    at: now,
    actor: { kind: 'user', id: principal.userId } as const,
    cause: { correlationId, causationId: refText(submission) },
  };
  await table.transact([
    ...moveWrites({ lead, event: form.event, ledger, stands: stands ?? null, before, after }, act, ids),
    ...(stands?.edition === ledger.edition ? [] : [putCloseTimer(formId, form.event)]),
    ...along(view),
  ]);
  return view;
}

const viewOf = (code: string, attendedAt: string): WalkInView => ({ code: shownCode(code), attendedAt });

interface Newcomer {
  readonly formId: FormId;
  readonly leadId: Registration['leadId'];
  readonly edition: number;
  readonly submission: Submission;
  readonly at: string;
}

function newcomer(
  before: Registration | null,
  { formId, leadId, edition, submission, at }: Newcomer,
  parts: SubmissionParts,
): Registration {
  const { channel, sourceId, submissionId } = submission;
  const post = { channel, sourceId, submissionId };
  const one = arrived({ before, formId, leadId, edition, post, arrivedAt: at }, parts);
  return { ...one, state: 'confirmed', reason: 'walkedIn', since: at, attendedAt: at };
}
