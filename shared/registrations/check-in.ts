import type { RegistrationView } from '../../api/registrations/registration-view.ts';
import type { Actor } from '../../events/index.ts';
import type { FormEvent } from '../capture/event-config.ts';
import { formKind } from '../capture/form-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { readLead } from '../leads/index.ts';
import { addMs, type Clock } from '../platform/clock.ts';
import { NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import type { FormId, IdSource } from '../platform/ids.ts';
import { type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { cameBy } from './arrived.ts';
import { closesAfterMs } from './follows.ts';
import { readLedger } from './ledger.ts';
import { moveWrites } from './move.ts';
import { type Registration, readRegistration } from './registration.ts';
import { hasEvent } from './requests.ts';
import { findShown, rightsIn, type Shown, type ShownParts } from './shown.ts';
import { registrationView } from './view.ts';

export interface CheckInParts extends ShownParts {
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
}

interface Asked<By = Shown> {
  readonly formId: FormId;
  readonly shown: By;
  readonly actor: Actor;
  readonly correlationId: string;
  /** What is kept with the change, such as the answer. */
  readonly along: (view: RegistrationView) => readonly WriteItem[];
}

/**
 * Notes that somebody came to an event: once, whoever says so again. Whoever waits for a place gets one where the door says so.
 * @throws NotFoundError where nobody like that is registered; NotPossibleNowError where they wait for a place, or several have the number
 */
export function checkIn(
  { overCapacity, ...asked }: Asked & { readonly overCapacity: boolean },
  parts: CheckInParts,
): Promise<RegistrationView> {
  return changeShown(asked, parts, (before, { at, event }) => {
    if (before.attendedAt !== undefined) return null;
    if (before.state === 'confirmed') return cameBy(before, at);
    if (!overCapacity) throw new NotPossibleNowError(waits);
    if (addMs(new Date(event.endsAt), closesAfterMs).toISOString() < at) throw new NotPossibleNowError('The event is over.');
    return cameBy(before, at);
  });
}

const waits = 'They wait for a place at the event, and there is none for them yet: say `overCapacity` to let them in all the same.';

/** Takes back that somebody came, who was taken for another: they keep their place. @throws NotFoundError where nobody has the code */
export function undoCheckIn(asked: Asked<{ readonly code: string }>, parts: CheckInParts): Promise<RegistrationView> {
  return changeShown(asked, parts, ({ attendedAt, ...rest }) => (attendedAt === undefined ? null : rest));
}

/** Changes the registration of whoever is shown; null: it stays as it is. */
async function changeShown(
  { formId, shown, actor, correlationId, along }: Asked,
  parts: CheckInParts,
  change: (before: Registration, now: { readonly at: string; readonly event: FormEvent }) => Registration | null,
): Promise<RegistrationView> {
  const { table, config, clock, ids } = parts;
  const form = (await config.current(formKind)).documents.get(formId);
  if (!hasEvent(form)) throw new NotFoundError('no form of this id has an event');
  return untilWritten(async () => {
    const ledger = await readLedger(table, formId);
    const found = ledger && (await findShown(shown, ledger, parts));
    if (!ledger || !found) throw new NotFoundError('nobody with this code or number is registered for the event');
    const [lead, before] = await Promise.all([
      readLead(table, found.leadId, { consistent: true }),
      readRegistration(table, found.leadId, formId),
    ]);
    if (!lead || !before) throw new NotFoundError('nobody with this code or number is registered for the event');
    const now = clock();
    const changed = change(before, { at: now.toISOString(), event: form.event });
    // Who is named by a row is shown as the row is; whoever has the code or the number stands there.
    const isNamed = !('seenBy' in shown) || (await rightsIn(shown.seenBy, lead, parts)).isNamed;
    if (!changed) {
      const view = registrationView(before, lead, isNamed);
      await writeIfAny(table, along(view));
      return view;
    }
    const after: Registration = { ...changed, version: before.version + 1 };
    const view = registrationView(after, lead, isNamed);
    const act = { at: now, actor, cause: { correlationId, causationId: correlationId } };
    const move = { lead, event: form.event, ledger, stands: ledger, before, after };
    await table.transact([...moveWrites(move, act, ids), ...along(view)]);
    return view;
  });
}
