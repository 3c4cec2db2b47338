import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../assembly/json.ts';
import type { Cancel, LocalClock } from '../clock.ts';
import { readSchedule } from './schedule-expression.ts';
import type { Target, Targets } from './targets.ts';

/** A schedule, or a rule with a schedule, with its one target. */
export interface ScheduleSpec {
  readonly logicalId: string;
  readonly arn: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly target: Target;
  /** What the target gets; a rule without input sends the event of its time. */
  readonly input: (scheduledAt: string) => Json;
}

/** Fires schedules under the runtime's clock; ticks that a jump passed over come as one. */
export class Schedules {
  readonly #targets: Targets;
  readonly #clock: LocalClock;
  readonly #cancels: Cancel[] = [];

  constructor(targets: Targets, clock: LocalClock) {
    this.#targets = targets;
    this.#clock = clock;
  }

  /** Reads the expression at once, so that a wrong one stops the start. */
  add(spec: ScheduleSpec): void {
    this.#targets.check(spec.target);
    const recurrence = readSchedule(spec.expression, spec.timeZone);
    const fire = (): void =>
      this.#targets.deliver(spec.target, spec.input(new Date(this.#clock.now()).toISOString().replace(/\.\d+Z$/, 'Z')));
    this.#cancels.push(recurrence.kind === 'once' ? this.#clock.at(recurrence.atMs, fire) : this.#clock.every(recurrence.period, fire));
  }

  close(): void {
    for (const cancel of this.#cancels) cancel();
  }
}

/** The context attributes that EventBridge Scheduler fills into a target's input. */
export function fillSchedulerInput(input: string, spec: { arn: string }, scheduledAt: string): string {
  return input
    .replaceAll('<aws.scheduler.scheduled-time>', scheduledAt)
    .replaceAll('<aws.scheduler.schedule-arn>', spec.arn)
    .replaceAll('<aws.scheduler.execution-id>', randomUUID())
    .replaceAll('<aws.scheduler.attempt-number>', '1');
}

/** The event that a rule with a schedule sends. */
export function scheduledEvent(rule: { arn: string; region: string; accountId: string }, time: string): JsonObject {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: rule.accountId,
    time,
    region: rule.region,
    resources: [rule.arn],
    detail: {},
  };
}
