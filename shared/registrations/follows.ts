import type { MailRequestOf } from '../../events/index.ts';
import type { FormEvent } from '../capture/event-config.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { addMs, hoursMs } from '../platform/clock.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';
import type { EventLedger } from './ledger.ts';
import type { Registration } from './registration.ts';
import { closeEventRequest } from './requests.ts';
import { remindersOf } from './rules-places.ts';

/** After the end of an event those who come late are still checked in. */
export const closesAfterMs = hoursMs;

export interface Follows {
  readonly event: FormEvent;
  readonly ledger: EventLedger;
  readonly stands: EventLedger | undefined;
  readonly before: Registration | null;
  readonly after: Registration;
}

type Told = MailRequestOf<'registrationMail'>['what'];

/** What a person is told of a registration that changed; null: they did it themselves, or have another one. */
function toldBy({ state, reason }: Registration): Told | null {
  switch (state) {
    case 'confirmed':
      return reason === 'movedUp' ? 'movedUp' : 'confirmed';
    case 'waiting':
    case 'refused':
      return state;
    case 'cancelled':
      return reason === 'calledOff' ? 'calledOff' : null;
  }
}

/** Returns what a registration that changed leads to, for its transaction: mails, reminders, and the look once the event is over. */
export function follows({ event, ledger, stands, before, after }: Follows, now: Date): PutWrite[] {
  const isNews = before?.state !== after.state || before.round !== after.round;
  const what = isNews ? toldBy(after) : null;
  return [
    ...(stands?.edition === ledger.edition ? [] : [putCloseTimer(after.formId, event)]),
    ...(what ? [putMail(after, { what, sequence: ledger.sequence }, now)] : []),
    ...(isNews && after.state === 'confirmed' ? putReminders(after, event, now) : []),
  ];
}

type About = Pick<MailRequestOf<'registrationMail'>, 'what' | 'sequence' | 'startsAt' | 'hours'>;

/** Returns the timer of a mail about a registration; the same news gives the same timer. */
export function putMail(registration: Registration, about: About, at: Date): PutWrite {
  const { leadId, submission, code } = registration;
  const { what, sequence, startsAt, hours } = about;
  const purpose = [code, what, String(sequence), startsAt ?? '', String(hours ?? '')];
  return putTimer({
    timerId: timerIdFor('registrationMail', leadId, ...purpose),
    dueAt: at.toISOString(),
    queue: 'mail',
    message: mailRequest('registrationMail', leadId, { ...submission, code, ...about }),
  });
}

/** Returns the timers that remind of an event as far as that is to come. The mail looks again whether the place and the event stand. */
export function putReminders(registration: Registration, event: FormEvent, now: Date): PutWrite[] {
  return remindersOf(event, now).map(({ hours, at }) =>
    putMail(registration, { what: 'reminder', sequence: 0, startsAt: event.startsAt, hours }, at),
  );
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
