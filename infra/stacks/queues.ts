import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Alarms } from '../constructs/alarms.ts';
import { failureQueue, WorkQueue } from '../constructs/work-queue.ts';
import type { Settings } from '../settings.ts';

/** Every kind of work that waits for somebody, and where failures of parts end that are no queues themselves. */
export interface Queues {
  readonly intake: WorkQueue;
  readonly assign: WorkQueue;
  readonly notice: WorkQueue;
  readonly mail: WorkQueue;
  readonly score: WorkQueue;
  readonly timerShards: WorkQueue;
  readonly mailFeedback: WorkQueue;
  readonly beacons: WorkQueue;
  readonly publishFailures: Queue;
  readonly deliveryFailures: Queue;
}

export function makeQueues(scope: Construct, settings: Settings, alarms: Alarms): Queues {
  const make = (name: string, consumerTimeoutSeconds: number, options: { isFifo?: boolean; retentionDays?: number } = {}) =>
    new WorkQueue(scope, { name, settings, alarms, consumerTimeoutSeconds, ...options });
  return {
    intake: make('intake', 10, { isFifo: true }),
    assign: make('assign', 10, { isFifo: true }),
    // Two queues for mails, so that a campaign in the one never delays a rep's notice in the other.
    notice: make('notice', 15),
    mail: make('mail', 15),
    score: make('score', 15),
    timerShards: make('timer-shards', 30),
    mailFeedback: make('mail-feedback', 10),
    // What people did is sensitive: a message that nobody could take for a day is gone.
    beacons: make('beacons', 60, { retentionDays: 1 }),
    publishFailures: failureQueue(scope, 'PublishFailures', 'publish-failures', settings, alarms),
    deliveryFailures: failureQueue(scope, 'DeliveryFailures', 'delivery-failures', settings, alarms),
  };
}
