import { z } from 'zod';
import { bilingual } from '../config/texts.ts';
import { ExperimentConfig } from '../experiments/experiment-config.ts';
import { daysMs, hoursMs, minutesMs } from '../platform/clock.ts';
import { configId } from '../platform/config-id.ts';
import { StepId } from '../platform/ids.ts';
import { SegmentRule } from '../segments/rule-config.ts';
import { MomentOf } from './moment-config.ts';
import { EventFields, EventName } from './trigger-config.ts';

const durationPattern = /^P(?=[\dT])(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?=\d)(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?$/;
const longestWaitMs = 365 * daysMs;

/** Returns how long a duration such as `P2DT3H` takes, a day being 24 hours; 0 for what is no duration. */
export function durationMs(text: string): number {
  const [, weeks = 0, days = 0, hours = 0, minutes = 0] = (durationPattern.exec(text) ?? []).map((part) => Number(part ?? 0));
  return (weeks * 7 + days) * daysMs + hours * hoursMs + minutes * minutesMs;
}

export const Duration = z.string().refine((text) => {
  const ms = durationMs(text);
  return ms >= minutesMs && ms <= longestWaitMs;
}, 'write a duration of a minute to 365 days, such as P3D, PT4H or P1DT12H');

export const Weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);
export type Weekday = z.infer<typeof Weekday>;

/** What is waited for: one of these entries of the lead's history. */
export const Awaited = z.object({ types: z.array(EventName).min(1).max(10), where: EventFields.optional() });
export type Awaited = z.infer<typeof Awaited>;

const tags = z.array(z.string().trim().min(1).max(60)).min(1).max(10);
const line = { vi: bilingual.shape.vi.max(200), en: bilingual.shape.en.max(200) };
const step = { id: StepId, /** @default the step that is written below it; after the last one the run is over */ next: StepId.optional() };

const MailStep = z.object({
  ...step,
  do: z.literal('mail'),
  template: configId(),
  /** Another mail that half of the people get in its place, until it is known which one brings more. @default - there is no other */
  experiment: ExperimentConfig.optional(),
  /** How long after it was due it is still of use. @default - what its sequence says */
  notAfter: Duration.optional(),
});

const howToWait = 'write a time of day such as 08:30, or a moment such as { "before": "appointment", "by": "P1D" }';

const WaitStep = z
  .object({
    ...step,
    do: z.literal('wait'),
    for: Duration.optional(),
    /** Until the clocks of the lead's day show so, on one of `days` where they are named; or until so long before a moment of the lead. */
    until: z
      .union([z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, howToWait), z.strictObject({ before: MomentOf, by: Duration })], {
        error: howToWait,
      })
      .optional(),
    /** Where less than so long is left when the moment is looked for: the steps behind are taken at once, or left. @default 'go' */
    ifLate: z.enum(['go', 'skip']).optional(),
    /** Where the moment is over, or there is none. @default - the run ends */
    onGone: StepId.optional(),
    days: z.array(Weekday).min(1).max(7).optional(),
    event: Awaited.optional(),
    /** How long an event is waited for. */
    within: Duration.optional(),
    /**
     * How long before the step before an event may have come: what puts a lead in is often told later than what it did next, as a full cart is later
     * than its order. At most a day.
     * @default - it has to come after that step
     */
    lookBack: Duration.optional(),
    onEvent: StepId.optional(),
    onTimeout: StepId.optional(),
  })
  .superRefine((wait, context) => {
    const report = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const ways = [wait.for, wait.until, wait.event].filter((way) => way !== undefined).length;
    if (ways !== 1) context.addIssue({ code: 'custom', path: [], message: 'write one of for, until and event' });
    if (wait.days && typeof wait.until !== 'string') report('days', 'days go with until, and a time of day');
    if (wait.event && wait.within === undefined) report('within', 'say how long the event is waited for');
    if (wait.lookBack !== undefined && durationMs(wait.lookBack) > daysMs) report('lookBack', 'look back a day at most');
    if (typeof wait.until !== 'object') {
      for (const name of ['ifLate', 'onGone'] as const) {
        if (wait[name] !== undefined) report(name, `${name} goes with until, and a moment`);
      }
    }
    if (!wait.event) {
      for (const name of ['within', 'lookBack', 'onEvent', 'onTimeout'] as const) {
        if (wait[name] !== undefined) report(name, `${name} goes with event`);
      }
    }
  });
export type WaitStep = z.infer<typeof WaitStep>;

/** Returns how long before the step before a wait counts events. */
export const lookBackMs = ({ lookBack }: Pick<WaitStep, 'lookBack'>): number => (lookBack === undefined ? 0 : durationMs(lookBack));

const BranchStep = z.object({
  ...step,
  do: z.literal('branch'),
  /** The first that fits decides. */
  cases: z
    .array(z.object({ if: SegmentRule, goTo: StepId }))
    .min(1)
    .max(10),
  /** @default `next` */
  else: StepId.optional(),
});

/** Somebody is to do something about the lead. */
const TaskStep = z.object({
  ...step,
  do: z.literal('task'),
  titles: z.object(line),
  inHours: z.number().int().min(0).max(720).optional(),
  /** The text that is to be sent, by its id in the kind `scripts`: due within the hours for texts in place of working hours. @default - the task is none of texts */
  script: configId().optional(),
});

const TagStep = z
  .object({ ...step, do: z.literal('tag'), add: tags.optional(), remove: tags.optional() })
  .refine(({ add, remove }) => add !== undefined || remove !== undefined, 'write add, remove or both');

const WebhookStep = z.object({ ...step, do: z.literal('webhook'), webhook: configId() });

/** Whoever has the lead is told something: once, and to nothing that they have to end. */
const NoticeStep = z.object({
  ...step,
  do: z.literal('notice'),
  texts: z.object({ vi: bilingual.shape.vi.max(500), en: bilingual.shape.en.max(500) }),
});

const EndStep = z.object({ id: StepId, do: z.literal('end') });

/** What is done for a lead, once in each run. */
export const Step = z.discriminatedUnion('do', [MailStep, WaitStep, BranchStep, TaskStep, TagStep, WebhookStep, NoticeStep, EndStep]);
export type Step = z.infer<typeof Step>;
export type StepOf<Deed extends Step['do']> = Extract<Step, { do: Deed }>;
