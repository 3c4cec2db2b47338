import type { BreachView } from '../../api/rights/breach-view.ts';
import type { RightsRequestView } from '../../api/rights/request-view.ts';
import type { ExtensionReason, RefusalReason } from '../../api/rights/rights-words.ts';
import type { Calendar } from '../calendar/index.ts';
import { readLead } from '../leads/index.ts';
import { type Clock, isoTime } from '../platform/clock.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../platform/errors.ts';
import type { BreachId, IdSource, RightsRequestId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { type Breach, putBreach, putRequest, type RightsRequest, readBreach, readRequest } from './records.ts';
import { putReminder, type RemindRequest } from './remind-request.ts';
import { acknowledgeBy, answerBy, notifyBy, passedAt, remindedAt, reminderAt } from './rules-due.ts';
import { breachView, requestView } from './views.ts';

export interface RegisterParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'rightsRequestId' | 'breachId'>;
}

type Along<View> = (view: View) => readonly WriteItem[];

/** Notes a request of a person, with the moments by which it is to be answered and the timers of its reminders. @throws InvalidInputError */
export async function noteRequest(
  told: Omit<RightsRequest, 'requestId' | 'version' | 'receivedAt' | 'acknowledgeBy' | 'answerBy'> & {
    readonly receivedAt: string | undefined;
  },
  calendar: Calendar,
  along: Along<RightsRequestView>,
  { table, clock, ids }: RegisterParts,
): Promise<RightsRequestView> {
  const now = clock();
  const receivedAt = told.receivedAt === undefined ? now : new Date(told.receivedAt);
  if (receivedAt > now)
    throw new InvalidInputError('It cannot have come yet.', [{ path: 'receivedAt', message: 'give a moment that has passed' }]);
  // A request that names nobody's record would be answered late: whose it is has to be looked for again.
  if (told.leadId !== null && !(await readLead(table, told.leadId, { consistent: true })))
    throw new InvalidInputError('There is no such lead.', [{ path: 'leadId', message: 'name a lead that there is, or leave it out' }]);
  const request: RightsRequest = {
    ...told,
    requestId: ids.rightsRequestId(now),
    version: 1,
    receivedAt: isoTime(receivedAt),
    acknowledgeBy: isoTime(acknowledgeBy(receivedAt, calendar)),
    answerBy: isoTime(answerBy({ ...told, receivedAt, isExtended: false }, calendar)),
  };
  const view = requestView(request, now);
  const reminders = [...remindersOf(request, 'acknowledge', now, calendar), ...remindersOf(request, 'answer', now, calendar)];
  await table.transact([putRequest(null, request), ...reminders, ...along(view)]);
  return view;
}

/** What is said of a request. */
export interface RequestChange {
  readonly acknowledge?: true | undefined;
  readonly extend?: ExtensionReason | undefined;
  readonly close?: 'done' | 'refused' | undefined;
  readonly refusal?: RefusalReason | undefined;
}

/** Notes what was done about a request; what was said before stays. @throws NotFoundError; ConflictError; InvalidInputError */
export function changeRequest(
  { requestId, by, change }: { readonly requestId: RightsRequestId; readonly by: string; readonly change: RequestChange },
  calendar: Calendar,
  along: Along<RightsRequestView>,
  { table, clock }: RegisterParts,
): Promise<RightsRequestView> {
  refuseEmpty(change);
  return untilWritten(async () => {
    const before = await readRequest(table, requestId);
    if (!before) throw new NotFoundError('no such request');
    const now = clock();
    const after = changed(before, change, { by, now, calendar });
    const view = requestView(after, now);
    const isMoved = after.answerBy !== before.answerBy;
    await table.transact([putRequest(before, after), ...(isMoved ? remindersOf(after, 'answer', now, calendar) : []), ...along(view)]);
    return view;
  });
}

function refuseEmpty({ acknowledge, extend, close, refusal }: RequestChange): void {
  if (!acknowledge && !extend && !close) {
    throw new InvalidInputError('Nothing is said of the request.', [{ path: 'close', message: 'give acknowledge, extend or close' }]);
  }
  if ((close === 'refused') !== (refusal !== undefined)) {
    throw new InvalidInputError('A refusal has a reason, and nothing else has one.', [
      { path: 'refusal', message: 'say why, with "close": "refused"' },
    ]);
  }
}

function changed(
  before: RightsRequest,
  { acknowledge, extend, close, refusal }: RequestChange,
  { by, now, calendar }: { readonly by: string; readonly now: Date; readonly calendar: Calendar },
): RightsRequest {
  const at = isoTime(now);
  if (before.closedAt !== undefined) throw new ConflictError('The request is closed. Yêu cầu đã đóng.');
  if (extend && before.extension) throw new ConflictError('The request was extended before. Yêu cầu đã được gia hạn một lần.');
  const isAcknowledged = acknowledge || close !== undefined;
  return {
    ...before,
    version: before.version + 1,
    ...(isAcknowledged && before.acknowledgedAt === undefined ? { acknowledgedAt: at } : {}),
    ...(extend
      ? {
          extension: { at, by, reason: extend },
          answerBy: isoTime(answerBy({ ...before, receivedAt: new Date(before.receivedAt), isExtended: true }, calendar)),
        }
      : {}),
    ...(close ? { closedAt: at, outcome: close } : {}),
    ...(refusal ? { refusal } : {}),
  };
}

/** Reminders that are still to come: of what was written down late, those that would be over are told at once. */
function remindersOf(request: RightsRequest, of: 'acknowledge' | 'answer', now: Date, calendar: Calendar): WriteItem[] {
  const dueAt = of === 'acknowledge' ? request.acknowledgeBy : request.answerBy;
  const [from, due] = [new Date(request.receivedAt), new Date(dueAt)];
  return remindedAt.map((percent) => {
    const at = reminderAt(from, due, percent, calendar);
    return putReminder({ recordId: request.requestId, of, percent, dueAt }, later(at, now));
  });
}

const later = (one: Date, other: Date): Date => new Date(Math.max(one.getTime(), other.getTime()));

/** Notes a breach, with the timers of its reminders: 72 hours run day and night. @throws InvalidInputError */
export async function noteBreach(
  { detectedAt: told, by, ...fields }: Omit<Breach, 'breachId' | 'version' | 'detectedAt'> & { readonly detectedAt: string | undefined },
  along: Along<BreachView>,
  { table, clock, ids }: RegisterParts,
): Promise<BreachView> {
  const now = clock();
  const detectedAt = told === undefined ? now : new Date(told);
  if (detectedAt > now)
    throw new InvalidInputError('Nobody can have seen it yet.', [{ path: 'detectedAt', message: 'give a moment that has passed' }]);
  const breach: Breach = { ...fields, by, breachId: ids.breachId(now), version: 1, detectedAt: isoTime(detectedAt) };
  const due = notifyBy(detectedAt);
  const reminders = remindedAt.map((percent) => {
    const at = passedAt(detectedAt, due, percent);
    const request: RemindRequest = { recordId: breach.breachId, of: 'breach', percent, dueAt: isoTime(due) };
    return putReminder(request, later(at, now));
  });
  const view = breachView(breach, now);
  await table.transact([putBreach(null, breach), ...reminders, ...along(view)]);
  return view;
}

/** Fills in what is known of a breach. @throws NotFoundError */
export function changeBreach(
  breachId: BreachId,
  fields: { readonly [Field in Exclude<keyof Breach, 'breachId' | 'version' | 'detectedAt' | 'by'>]?: Breach[Field] | undefined },
  along: Along<BreachView>,
  { table, clock }: RegisterParts,
): Promise<BreachView> {
  const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  if (Object.keys(said).length === 0)
    throw new InvalidInputError('Nothing is said of the breach.', [{ path: 'whatHappened', message: 'fill in a field' }]);
  return untilWritten(async () => {
    const before = await readBreach(table, breachId);
    if (!before) throw new NotFoundError('no such breach');
    const after: Breach = { ...before, ...said, version: before.version + 1 };
    const view = breachView(after, clock());
    await table.transact([putBreach(before, after), ...along(view)]);
    return view;
  });
}
