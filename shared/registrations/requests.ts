import { z } from 'zod';
import type { FormConfig } from '../capture/form-config.ts';
import { FormId, LeadId, SubmissionRef } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What registering a person is asked for by. */
export const registerRequest = {
  kind: 'registerForEvent' as const,
  schema: z.object({ leadId: LeadId, submission: SubmissionRef }),
};

/** What looking at an event is asked for by: a place is free, or the event was published anew. */
export const settleRequest = {
  kind: 'settleEvent' as const,
  schema: z.object({
    /** Null: every event of the forms that were published. */
    formId: FormId.nullable(),
    /** Of the forms that were published. @default - nothing was */
    version: z.number().int().positive().optional(),
  }),
};

/** What telling everybody who registered is asked for by: the event was moved or called off, or people are reminded at other times. */
export const followEventRequest = {
  kind: 'followEvent' as const,
  schema: z.object({
    formId: FormId,
    edition: z.number().int().positive(),
    /** Of the ledger: a later change has a walk of its own. */
    sequence: z.number().int().nonnegative(),
    /** Whether people are told; false: they are only reminded at other times. */
    isTold: z.boolean(),
    /** The code behind which this slice begins; null: at the first. */
    after: z.string().nullable(),
  }),
};

/** What noting who did not come is asked for by, once an event is over. */
export const closeEventRequest = {
  kind: 'closeEvent' as const,
  schema: z.object({ formId: FormId, endsAt: z.iso.datetime(), after: z.string().nullable() }),
};

/** What looking at all that a person registered for is asked for by: records of theirs became one, or two again. */
export const settlePersonRequest = {
  kind: 'settleRegistrations' as const,
  schema: z.object({ leadId: LeadId, isParted: z.boolean() }),
};

/** Returns the timer that has an event looked at. @param purpose what makes it another look */
export function putSettleTimer(formId: FormId, at: Date, ...purpose: readonly string[]): PutWrite {
  const { groupId, body } = askFor(settleRequest, { formId });
  return putTimer({
    timerId: timerIdFor('settleEvent', formId, ...purpose),
    dueAt: at.toISOString(),
    queue: 'work',
    groupId,
    message: body,
  });
}

/** Tells whether people register for something by a form. */
export const hasEvent = (form: FormConfig | undefined): form is FormConfig & { event: NonNullable<FormConfig['event']> } =>
  form?.event !== undefined;
