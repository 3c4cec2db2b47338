import { randomUUID } from 'node:crypto';
import { type Json, type JsonObject, parseJson } from '../assembly/json.ts';
import type { LocalClock } from '../clock.ts';
import { matchesPattern } from '../services/event-pattern.ts';
import type { Target, Targets } from './targets.ts';

/** A subscription of a topic. */
export interface Subscription {
  readonly topicArn: string;
  readonly target: Target;
  /** With raw delivery a queue gets the message alone, without the envelope. */
  readonly isRaw: boolean;
  readonly filterPolicy: JsonObject | undefined;
  readonly filterScope: 'MessageAttributes' | 'MessageBody';
}

/** SNS as far as it connects services: topics with queues and functions behind them. */
export class Topics {
  readonly #subscriptions: Subscription[] = [];
  readonly #targets: Targets;
  readonly #clock: LocalClock;

  constructor(targets: Targets, clock: LocalClock) {
    this.#targets = targets;
    this.#clock = clock;
  }

  subscribe(subscription: Subscription): void {
    this.#targets.check(subscription.target);
    this.#subscriptions.push(subscription);
  }

  /** Sends a message to every subscriber that wants it. */
  publish(topicArn: string, message: string, attributes: Readonly<Record<string, string>> = {}): void {
    for (const subscription of this.#subscriptions) {
      if (subscription.topicArn !== topicArn || !wants(subscription, message, attributes)) continue;
      const envelope = this.#envelope(subscription, message, attributes);
      const isQueue = subscription.target.arn.split(':')[2] === 'sqs';
      if (isQueue) this.#targets.deliver(subscription.target, subscription.isRaw ? message : JSON.stringify(envelope));
      else {
        const { Type, MessageId, ...rest } = envelope;
        const record: Json = {
          EventSource: 'aws:sns',
          EventVersion: '1.0',
          EventSubscriptionArn: `${topicArn}:local`,
          Sns: { Type: Type ?? null, MessageId: MessageId ?? null, ...rest },
        };
        this.#targets.deliver(subscription.target, { Records: [record] });
      }
    }
  }

  #envelope(subscription: Subscription, message: string, attributes: Readonly<Record<string, string>>): JsonObject {
    const entries = Object.entries(attributes).map(([name, value]) => [name, { Type: 'String', Value: value }]);
    return {
      Type: 'Notification',
      MessageId: randomUUID(),
      TopicArn: subscription.topicArn,
      Message: message,
      Timestamp: new Date(this.#clock.now()).toISOString(),
      SignatureVersion: '1',
      Signature: 'local',
      SigningCertURL: 'local',
      UnsubscribeURL: 'local',
      ...(entries.length > 0 && { MessageAttributes: Object.fromEntries(entries) }),
    };
  }
}

function wants({ filterPolicy, filterScope }: Subscription, message: string, attributes: Readonly<Record<string, string>>): boolean {
  if (!filterPolicy) return true;
  if (filterScope === 'MessageAttributes') return matchesPattern(filterPolicy, attributes);
  try {
    return matchesPattern(filterPolicy, parseJson(message));
  } catch {
    return false;
  }
}
