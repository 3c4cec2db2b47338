import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Alarms } from '../constructs/alarms.ts';
import { FailureQueue, WorkQueue } from '../constructs/work-queue.ts';
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
  readonly work: WorkQueue;
  readonly calls: WorkQueue;
  readonly publishFailures: Queue;
  readonly deliveryFailures: Queue;
}

export function makeQueues(scope: Construct, settings: Settings, alarms: Alarms): Queues {
  const givenUp = 'Work was tried for more than an hour and given up; it waits in the dead-letter queue.';
  // One for each kind of queue: SQS notes on every message which queue it came from, and moves it back there.
  const deadLetters = new FailureQueue(scope, 'DeadLetters', { name: 'dead-letters', settings, alarms, what: givenUp });
  const orderedDeadLetters = new FailureQueue(scope, 'OrderedDeadLetters', {
    name: 'dead-letters',
    settings,
    alarms,
    isFifo: true,
    what: givenUp,
  });
  const ordered = (name: string, consumerTimeoutSeconds: number) =>
    new WorkQueue(scope, { name, settings, deadLetters: orderedDeadLetters, consumerTimeoutSeconds });
  const plain = (name: string, consumerTimeoutSeconds: number, options: { windowSeconds?: number; retentionDays?: number } = {}) =>
    new WorkQueue(scope, { name, settings, deadLetters, consumerTimeoutSeconds, ...options });
  return {
    intake: ordered('intake', 10),
    assign: ordered('assign', 10),
    // Two queues for mails, so that a campaign in the one never delays a rep's notice in the other.
    notice: plain('notice', 15),
    // Nobody waits a second for a mail, and a campaign comes in large batches that book their slots together.
    mail: plain('mail', 15, { windowSeconds: 1 }),
    score: plain('score', 15),
    timerShards: plain('timer-shards', 30),
    // SES tells of each mail that left, as many a minute as a campaign has; nobody waits two seconds for what it tells.
    mailFeedback: plain('mail-feedback', 10, { windowSeconds: 2 }),
    // Large batches merge the beacons of a visit into one write; nobody waits for them.
    // What people did is sensitive: a message that nobody could take for a day is gone.
    beacons: plain('beacons', 60, { windowSeconds: 5, retentionDays: 1 }),
    // Whatever else is done inside the account while nobody waits for it; a kind of work needs no queue of its own.
    work: plain('work', 60),
    // Apart from work, because whoever takes from it may reach foreign addresses and nothing else.
    calls: plain('calls', 30),
    publishFailures: new FailureQueue(scope, 'PublishFailures', {
      name: 'publish-failures',
      settings,
      alarms,
      what: 'A change of the table could not become an event.',
    }),
    deliveryFailures: new FailureQueue(scope, 'DeliveryFailures', {
      name: 'delivery-failures',
      settings,
      alarms,
      what: 'AWS could not deliver a call of the schedule or feedback of SES.',
    }),
  };
}
