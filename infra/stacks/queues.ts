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
  readonly timerShards: WorkQueue;
  readonly mailFeedback: WorkQueue;
  readonly publishFailures: Queue;
  readonly deliveryFailures: Queue;
}

export function makeQueues(scope: Construct, settings: Settings, alarms: Alarms): Queues {
  const make = (name: string, consumerTimeoutSeconds: number, isFifo = false) =>
    new WorkQueue(scope, { name, settings, alarms, isFifo, consumerTimeoutSeconds });
  return {
    intake: make('intake', 10, true),
    assign: make('assign', 10, true),
    // Two queues for mails, so that a campaign in the one never delays a rep's notice in the other.
    notice: make('notice', 15),
    mail: make('mail', 15),
    timerShards: make('timer-shards', 30),
    mailFeedback: make('mail-feedback', 10),
    publishFailures: failureQueue(scope, 'PublishFailures', 'publish-failures', settings, alarms),
    deliveryFailures: failureQueue(scope, 'DeliveryFailures', 'delivery-failures', settings, alarms),
  };
}
