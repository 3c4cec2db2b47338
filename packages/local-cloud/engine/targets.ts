import { randomUUID } from 'node:crypto';
import { messageOf, StartError } from '../assembly/errors.ts';
import type { Json } from '../assembly/json.ts';
import { nameFromArn } from '../assembly/names.ts';
import type { LocalClock } from '../clock.ts';
import type { LocalQueues } from '../services/sqs/index.ts';
import type { InvocationResult, LocalFunction } from './functions.ts';
import type { Logs } from './logs.ts';

/** Where a rule, a schedule or a topic sends to. */
export interface Target {
  readonly arn: string;
  /** Who sends, for the log: the logical id of the rule or schedule. */
  readonly sender: string;
  readonly groupId?: string | undefined;
  /** The queue that gets what could not be delivered. */
  readonly deadLetterArn?: string | undefined;
  readonly maximumRetries: number;
  readonly maximumAgeMs: number;
}

/** What an asynchronous invocation does when the function fails. */
export interface AsyncSettings {
  readonly maximumRetries: number;
  readonly maximumAgeMs: number;
  readonly onFailureArn: string | undefined;
  readonly onSuccessArn: string | undefined;
}

/** What can be switched off to see whether everything comes through later. */
export type Outages = { readonly isOut: (part: 'sqs' | 'bus' | 'stream') => boolean };

const firstRetryMs = 1000;
const longestRetryMs = 60_000;
/** Lambda waits one minute, then two, before it tries an asynchronous invocation again. */
const asyncRetryMs = [60_000, 120_000];

/** Hands events to queues, functions and log groups, and keeps trying as the services do. */
export class Targets {
  readonly functions = new Map<string, LocalFunction>();
  readonly asyncSettings = new Map<string, AsyncSettings>();
  readonly #parts: { queues: LocalQueues; clock: LocalClock; logs: Logs; outages: Outages };
  #underWay = 0;
  #waiting = 0;

  constructor(parts: { queues: LocalQueues; clock: LocalClock; logs: Logs; outages: Outages }) {
    this.#parts = parts;
  }

  /** Asynchronous invocations that run now. */
  get underWay(): number {
    return this.#underWay;
  }

  /** Deliveries that failed and wait for their next attempt. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Throws when the local runtime can't send to this ARN. */
  check(target: Target): void {
    const service = target.arn.split(':')[2];
    if (service === 'lambda') this.#functionAt(target.arn);
    else if (service === 'sqs') this.#parts.queues.depth(target.arn);
    else if (service !== 'logs')
      throw new StartError(
        `${target.sender} sends to ${target.arn}, a kind of target that the local runtime does not know (engine/targets.ts)`,
      );
  }

  /** Sends now; what fails is tried again until the target's limits, then it goes to the dead-letter queue. */
  deliver(target: Target, input: Json): void {
    this.#attempt(target, input, 0, this.#parts.clock.now());
  }

  /** Invokes a function as an event source does that does not wait for the answer. */
  invokeAsync(fn: LocalFunction, event: Json): void {
    this.#attemptInvoke(fn, event, 0, this.#parts.clock.now());
  }

  #attempt(target: Target, input: Json, retries: number, firstMs: number): void {
    const { clock } = this.#parts;
    try {
      this.#send(target, input);
    } catch (error) {
      const isOld = clock.now() - firstMs >= target.maximumAgeMs;
      if (retries >= target.maximumRetries || isOld) this.#giveUp(target, input, messageOf(error));
      else this.#later(Math.min(firstRetryMs * 2 ** retries, longestRetryMs), () => this.#attempt(target, input, retries + 1, firstMs));
    }
  }

  #send(target: Target, input: Json): void {
    const { queues, logs, outages } = this.#parts;
    const body = typeof input === 'string' ? input : JSON.stringify(input);
    switch (target.arn.split(':')[2]) {
      case 'sqs': {
        if (outages.isOut('sqs')) throw new Error('SQS is out');
        const groupId = target.groupId ?? (target.arn.endsWith('.fifo') ? target.sender : undefined);
        queues.send(target.arn, { body, senderId: target.sender, ...(groupId !== undefined && { groupId }) });
        return;
      }
      case 'lambda':
        this.invokeAsync(this.#functionAt(target.arn), input);
        return;
      default:
        logs.write(nameFromArn(target.arn), body);
    }
  }

  #attemptInvoke(fn: LocalFunction, event: Json, retries: number, firstMs: number): void {
    const settings = this.asyncSettings.get(fn.spec.arn) ?? {
      maximumRetries: 2,
      maximumAgeMs: 21_600_000,
      onFailureArn: undefined,
      onSuccessArn: undefined,
    };
    this.#underWay++;
    void fn
      .invoke(event)
      .then((result) => {
        if (!result.error) return this.#report(fn, settings.onSuccessArn, event, result, 'Success', retries + 1);
        const isOld = this.#parts.clock.now() - firstMs >= settings.maximumAgeMs;
        if (retries >= settings.maximumRetries || isOld) {
          return this.#report(fn, settings.onFailureArn, event, result, isOld ? 'EventAgeExceeded' : 'RetriesExhausted', retries + 1);
        }
        this.#later(asyncRetryMs[retries] ?? 120_000, () => this.#attemptInvoke(fn, event, retries + 1, firstMs));
      })
      .finally(() => {
        this.#underWay--;
      });
  }

  #report(fn: LocalFunction, arn: string | undefined, event: Json, result: InvocationResult, condition: string, invokeCount: number): void {
    if (arn === undefined) return;
    const record: Json = {
      version: '1.0',
      timestamp: new Date(this.#parts.clock.now()).toISOString(),
      requestContext: { requestId: randomUUID(), functionArn: `${fn.spec.arn}:$LATEST`, condition, approximateInvokeCount: invokeCount },
      requestPayload: event,
      responseContext: { statusCode: 200, executedVersion: '$LATEST', ...(result.error && { functionError: 'Unhandled' }) },
      responsePayload: result.error
        ? { errorType: result.error.errorType, errorMessage: result.error.errorMessage, trace: [...result.error.trace] }
        : result.payload,
    };
    this.deliver({ arn, sender: fn.spec.logicalId, maximumRetries: 185, maximumAgeMs: 86_400_000 }, record);
  }

  #giveUp(target: Target, input: Json, reason: string): void {
    this.#parts.logs.write('runtime', `${target.sender}: gave up sending to ${nameFromArn(target.arn)}: ${reason}`);
    if (target.deadLetterArn === undefined) return;
    this.deliver({ arn: target.deadLetterArn, sender: target.sender, maximumRetries: 185, maximumAgeMs: 86_400_000 }, input);
  }

  #later(afterMs: number, run: () => void): void {
    this.#waiting++;
    this.#parts.clock.at(this.#parts.clock.now() + afterMs, () => {
      this.#waiting--;
      run();
    });
  }

  #functionAt(arn: string): LocalFunction {
    const bare = arn.split(':').slice(0, 7).join(':');
    const fn = this.functions.get(bare);
    if (!fn) throw new StartError(`no function has the ARN ${arn}`);
    return fn;
  }
}
