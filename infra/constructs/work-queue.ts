import { Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { Alarms } from './alarms.ts';
import type { PheuFunction } from './pheu-function.ts';

export interface WorkQueueProps {
  readonly name: string;
  readonly settings: Settings;
  /** Where given-up messages of all kinds of work go; a FIFO one makes the work FIFO: order and single writers by message group. */
  readonly deadLetters: Queue;
  /** How long a consumer may run; messages stay hidden six times as long, and while a batch waits to fill. */
  readonly consumerTimeoutSeconds: number;
  /** How long a batch waits to fill; above ten messages a batch needs one. @default - not at all */
  readonly windowSeconds?: number;
  /** How long a message waits for its consumer. @default 4 */
  readonly retentionDays?: number;
}

export interface ConsumerOptions {
  /** Most copies of the consumer that this queue may start. @default - no bound, and Lambda polls an empty queue with two pollers, not five */
  readonly maxConcurrency?: number;
  /** @default 10 */
  readonly batchSize?: number;
}

/** A dependency may be gone for an hour and recover; only then is a message given up. */
const outageSeconds = 70 * 60;

/** One kind of work: its queue and its consumer. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  private readonly visibilitySeconds: number;
  private readonly windowSeconds: number;

  constructor(scope: Construct, props: WorkQueueProps) {
    super(scope, props.name);
    const isFifo = props.deadLetters.fifo;
    this.windowSeconds = props.windowSeconds ?? 0;
    this.visibilitySeconds = 6 * props.consumerTimeoutSeconds + this.windowSeconds;
    this.queue = new Queue(this, 'Queue', {
      queueName: `pheu-${props.settings.stage}-${props.name}${isFifo ? '.fifo' : ''}`,
      ...(isFifo
        ? {
            fifo: true,
            deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
            fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
          }
        : {}),
      visibilityTimeout: Duration.seconds(this.visibilitySeconds),
      retentionPeriod: Duration.days(props.retentionDays ?? 4),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deadLetterQueue: { queue: props.deadLetters, maxReceiveCount: Math.max(5, Math.ceil(outageSeconds / this.visibilitySeconds)) },
    });
  }

  /** Feeds the function from this queue and lets it take messages off it. */
  consumedBy(consumer: PheuFunction, options: ConsumerOptions = {}): void {
    if (consumer.timeoutSeconds * 6 + this.windowSeconds > this.visibilitySeconds) {
      throw new Error(`${consumer.name} may run ${consumer.timeoutSeconds} s: messages of ${this.node.id} would come back while it works`);
    }
    consumer.allow([
      new PolicyStatement({
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
        resources: [this.queue.queueArn],
      }),
    ]);
    new EventSourceMapping(this, 'Consumer', {
      target: consumer.function,
      eventSourceArn: this.queue.queueArn,
      batchSize: options.batchSize ?? 10,
      ...(this.windowSeconds === 0 ? {} : { maxBatchingWindow: Duration.seconds(this.windowSeconds) }),
      ...(options.maxConcurrency === undefined ? {} : { maxConcurrency: options.maxConcurrency }),
      reportBatchItemFailures: true,
    });
  }
}

export interface FailureQueueProps {
  readonly name: string;
  readonly settings: Settings;
  readonly alarms: Alarms;
  /** @default false */
  readonly isFifo?: boolean;
  /** What is wrong when a message arrives, in one sentence. */
  readonly what: string;
}

/** A queue that no machine consumes: given-up work, or failures of parts that are no queues themselves. An alarm rings for each arrival. */
export class FailureQueue extends Queue {
  constructor(scope: Construct, id: string, { name, settings, alarms, isFifo = false, what }: FailureQueueProps) {
    super(scope, id, {
      queueName: `pheu-${settings.stage}-${name}${isFifo ? '.fifo' : ''}`,
      ...(isFifo ? { fifo: true } : {}),
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    alarms.addForArrivals(isFifo ? `${name}-fifo` : name, this, what);
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue itself: an alarm rings for each message that arrives.',
    });
  }
}
