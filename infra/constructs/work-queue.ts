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
  readonly alarms: Alarms;
  /** Order and single writers by message group. @default false */
  readonly isFifo?: boolean;
  /** How long a consumer may run; messages stay hidden six times as long. */
  readonly consumerTimeoutSeconds: number;
  /** How long a message waits for its consumer. @default 4 */
  readonly retentionDays?: number;
}

export interface ConsumerOptions {
  /** Most copies of the consumer that this queue may start. */
  readonly maxConcurrency: number;
  /** @default 10 */
  readonly batchSize?: number;
  /** How long a batch waits to fill; above ten messages a batch needs one. @default - not at all */
  readonly windowSeconds?: number;
}

/** A dependency may be gone for an hour and recover; only then is a message given up. */
const outageSeconds = 70 * 60;

/** One kind of work: its queue, its dead letters, the alarm on them and its consumer. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  private readonly visibilitySeconds: number;

  constructor(scope: Construct, props: WorkQueueProps) {
    super(scope, props.name);
    const isFifo = props.isFifo ?? false;
    const suffix = isFifo ? '.fifo' : '';
    const fifo = isFifo ? { fifo: true } : {};
    this.visibilitySeconds = 6 * props.consumerTimeoutSeconds;

    const deadLetters = new Queue(this, 'DeadLetters', {
      queueName: `pheu-${props.settings.stage}-${props.name}-dead${suffix}`,
      ...fifo,
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    this.queue = new Queue(this, 'Queue', {
      queueName: `pheu-${props.settings.stage}-${props.name}${suffix}`,
      ...fifo,
      ...(isFifo
        ? { deduplicationScope: DeduplicationScope.MESSAGE_GROUP, fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID }
        : {}),
      visibilityTimeout: Duration.seconds(this.visibilitySeconds),
      retentionPeriod: Duration.days(props.retentionDays ?? 4),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: Math.max(5, Math.ceil(outageSeconds / this.visibilitySeconds)) },
    });
    props.alarms.addForDeadLetters(props.name, deadLetters);
  }

  /** Feeds the function from this queue and lets it take messages off it. */
  consumedBy(consumer: PheuFunction, options: ConsumerOptions): void {
    if (consumer.timeoutSeconds * 6 > this.visibilitySeconds) {
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
      ...(options.windowSeconds === undefined ? {} : { maxBatchingWindow: Duration.seconds(options.windowSeconds) }),
      maxConcurrency: options.maxConcurrency,
      reportBatchItemFailures: true,
    });
  }
}

/** A queue for what nobody consumes by machine: failures of parts that are no queues themselves. */
export function failureQueue(scope: Construct, id: string, name: string, settings: Settings, alarms: Alarms): Queue {
  const queue = new Queue(scope, id, {
    queueName: `pheu-${settings.stage}-${name}`,
    retentionPeriod: Duration.days(14),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  });
  alarms.addForDeadLetters(name, queue);
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason: 'It is a dead-letter queue itself: an alarm rings on its first message.',
  });
  return queue;
}
