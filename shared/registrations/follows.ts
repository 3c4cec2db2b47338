import type { FormEvent } from '../capture/event-config.ts';
import { addMs, hoursMs } from '../platform/clock.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';
import type { EventLedger } from './ledger.ts';
import type { Registration } from './registration.ts';
import { closeEventRequest } from './requests.ts';

/** After the end of an event those who come late are still checked in. */
const closesAfterMs = hoursMs;

export interface Follows {
  readonly event: FormEvent;
  readonly ledger: EventLedger;
  readonly stands: EventLedger | undefined;
  readonly before: Registration | null;
  readonly after: Registration;
}

/** Returns what a registration that changed leads to, for its transaction: mails, reminders, and the look once the event is over. */
export function follows({ event, ledger, stands, after }: Follows, _now: Date): PutWrite[] {
  return stands?.edition === ledger.edition ? [] : [putCloseTimer(after.formId, event)];
}

/** Returns the timer that has those noted who did not come; the same end of the event gives the same timer. */
export function putCloseTimer(formId: Registration['formId'], { endsAt }: FormEvent): PutWrite {
  const { groupId, body } = askFor(closeEventRequest, { formId, endsAt, after: null });
  return putTimer({
    timerId: timerIdFor('closeEvent', formId, endsAt),
    dueAt: addMs(new Date(endsAt), closesAfterMs).toISOString(),
    queue: 'work',
    groupId,
    message: body,
  });
}
