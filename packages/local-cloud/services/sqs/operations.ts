import { z } from 'zod';
import { isObject, type Requirement, type Service, textOf } from '../service.ts';
import { parseInput, unknownOperation } from '../service-error.ts';
import { batchOf } from './batch.ts';
import { md5Of, md5OfAttributes } from './digest.ts';
import type { MessageToSend } from './message.ts';
import { nameIn } from './names.ts';
import type { Queue } from './queue.ts';
import type { LocalQueues } from './queues.ts';
import { receivedAttributes, receivedMessageAttributes } from './selection.ts';

interface SqsContext {
  readonly queueByUrl: (url: string) => Queue;
  readonly local: () => LocalQueues;
  readonly attach: (url: string) => void;
}

const messageAttribute = z.object({ DataType: z.string(), StringValue: z.string().optional(), BinaryValue: z.string().optional() });
const attributes = z.record(z.string(), messageAttribute);
const messageFields = {
  MessageBody: z.string(),
  DelaySeconds: z.number().int().optional(),
  MessageAttributes: attributes.optional(),
  MessageSystemAttributes: attributes.optional(),
  MessageGroupId: z.string().optional(),
  MessageDeduplicationId: z.string().optional(),
};
const names = z.array(z.string()).optional();
const queueInput = z.object({ QueueUrl: z.string() });
const sendInput = queueInput.extend(messageFields);
const sendEntry = z.object({ Id: z.string(), ...messageFields });
const receiveInput = queueInput.extend({
  MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
  WaitTimeSeconds: z.number().int().min(0).max(20).default(0),
  VisibilityTimeout: z.number().int().min(0).max(43_200).optional(),
  AttributeNames: names,
  MessageSystemAttributeNames: names,
  MessageAttributeNames: names,
});
const handleEntry = z.object({ Id: z.string(), ReceiptHandle: z.string() });
const visibility = z.number().int().min(0).max(43_200);
const visibilityEntry = handleEntry.extend({ VisibilityTimeout: visibility });

type SendFields = z.output<typeof sendEntry>;

/** The SQS operations of the JSON protocol over the local queues. */
export function createSqsService(context: SqsContext): Service {
  const send = (queue: Queue, fields: Omit<SendFields, 'Id'>, senderId: string): Record<string, unknown> => {
    const message = messageFrom(fields, senderId);
    const sent = context.local().send(queue.arn, message);
    const attributesMd5 = md5OfAttributes(message.attributes ?? {});
    return {
      MessageId: sent.messageId,
      MD5OfMessageBody: md5Of(message.body),
      ...(attributesMd5 === undefined ? {} : { MD5OfMessageAttributes: attributesMd5 }),
      ...(sent.sequenceNumber === undefined ? {} : { SequenceNumber: sent.sequenceNumber }),
    };
  };

  const receive = async (input: z.output<typeof receiveInput>): Promise<Record<string, unknown>> => {
    const queue = context.queueByUrl(input.QueueUrl);
    const visibilityMs = input.VisibilityTimeout === undefined ? undefined : input.VisibilityTimeout * 1000;
    const received = await queue.receive(input.MaxNumberOfMessages, input.WaitTimeSeconds * 1000, visibilityMs);
    if (received.length === 0) return {};
    const systemNames = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
    const messages = received.map((message) => ({
      MessageId: message.messageId,
      ReceiptHandle: message.receiptHandle,
      MD5OfBody: message.md5OfBody,
      Body: message.body,
      ...receivedAttributes(message, systemNames),
      ...receivedMessageAttributes(message, input.MessageAttributeNames ?? []),
    }));
    return { Messages: messages };
  };

  const operations: Readonly<
    Record<string, (input: unknown, principal: string) => Promise<Record<string, unknown>> | Record<string, unknown>>
  > = {
    SendMessage(raw, principal) {
      const input = parse(sendInput, raw);
      return send(context.queueByUrl(input.QueueUrl), input, principal);
    },
    SendMessageBatch(raw, principal) {
      const queue = queueOf(raw);
      const sizes = (entry: SendFields): MessageToSend => messageFrom(entry, principal);
      return batchOf(raw, sendEntry, (entry) => send(queue, entry, principal), sizes);
    },
    ReceiveMessage: (raw) => receive(parse(receiveInput, raw)),
    DeleteMessage(raw) {
      queueOf(raw).delete(parse(queueInput.extend({ ReceiptHandle: z.string() }), raw).ReceiptHandle);
      return {};
    },
    DeleteMessageBatch(raw) {
      const queue = queueOf(raw);
      return batchOf(raw, handleEntry, (entry) => {
        queue.delete(entry.ReceiptHandle);
        return {};
      });
    },
    ChangeMessageVisibility(raw) {
      const input = parse(queueInput.extend({ ReceiptHandle: z.string(), VisibilityTimeout: visibility }), raw);
      queueOf(raw).setVisibility(input.ReceiptHandle, input.VisibilityTimeout * 1000);
      return {};
    },
    ChangeMessageVisibilityBatch(raw) {
      const queue = queueOf(raw);
      return batchOf(raw, visibilityEntry, (entry) => {
        queue.setVisibility(entry.ReceiptHandle, entry.VisibilityTimeout * 1000);
        return {};
      });
    },
    GetQueueUrl(raw) {
      const local = context.local();
      return { QueueUrl: local.urlOf(local.arnOf(parse(z.object({ QueueName: z.string() }), raw).QueueName)) };
    },
    GetQueueAttributes(raw) {
      const { AttributeNames = [] } = parse(queueInput.extend({ AttributeNames: names }), raw);
      const all = attributesOf(queueOf(raw));
      const wanted = AttributeNames.includes('All')
        ? Object.entries(all)
        : Object.entries(all).filter(([name]) => AttributeNames.includes(name));
      return wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) };
    },
    ListQueues(raw) {
      const { QueueNamePrefix = '' } = parse(z.object({ QueueNamePrefix: z.string().optional() }), raw);
      const local = context.local();
      return {
        QueueUrls: local
          .list()
          .filter((queue) => queue.options.name.startsWith(QueueNamePrefix))
          .map((queue) => local.urlOf(queue.arn)),
      };
    },
    PurgeQueue(raw) {
      queueOf(raw).purge();
      return {};
    },
    StartMessageMoveTask(raw) {
      const input = parse(z.object({ SourceArn: z.string(), DestinationArn: z.string().optional() }), raw);
      context.local().redrive(input.SourceArn, input.DestinationArn);
      return { TaskHandle: Buffer.from(JSON.stringify({ sourceArn: input.SourceArn, taskId: crypto.randomUUID() })).toString('base64') };
    },
  };

  const queueOf = (raw: unknown): Queue => context.queueByUrl(parse(queueInput, raw).QueueUrl);

  return {
    name: 'sqs',
    attach: context.attach,
    async execute(operation, input, principal) {
      const run = operations[operation];
      if (run === undefined) throw unknownOperation('SQS', operation);
      return { status: 200, body: await run(input, principal) };
    },
    resourcesOf: (operation, input) => requirementsOf(operation, input, (name) => context.local().arnOf(name)),
  };
}

// The batch forms need the permission of the single form (SQS developer guide, "API permissions reference").
function requirementsOf(operation: string, input: unknown, arnOf: (name: string) => string): readonly Requirement[] {
  if (!isObject(input)) return [];
  const action = `sqs:${operation.replace(/Batch$/, '')}`;
  if (operation === 'ListQueues') return [{ action, resourceArn: arnOf('*') }];
  if (operation === 'StartMessageMoveTask') {
    const source = textOf(input.SourceArn) ?? '';
    const target = textOf(input.DestinationArn);
    return [
      ...[action, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'].map((needed) => ({
        action: needed,
        resourceArn: source,
      })),
      ...(target === undefined ? [] : [{ action: 'sqs:SendMessage', resourceArn: target }]),
    ];
  }
  const name = textOf(input.QueueName) ?? nameIn(textOf(input.QueueUrl) ?? '');
  return [{ action, resourceArn: arnOf(name) }];
}

function messageFrom(fields: Omit<SendFields, 'Id'>, senderId: string): MessageToSend {
  const trace = fields.MessageSystemAttributes?.AWSTraceHeader?.StringValue;
  return {
    body: fields.MessageBody,
    delayMs: fields.DelaySeconds === undefined ? undefined : fields.DelaySeconds * 1000,
    groupId: fields.MessageGroupId,
    deduplicationId: fields.MessageDeduplicationId,
    attributes: fields.MessageAttributes,
    systemAttributes: trace === undefined ? undefined : { AWSTraceHeader: trace },
    senderId,
  };
}

function attributesOf(queue: Queue): Readonly<Record<string, string>> {
  const { options } = queue;
  const depth = queue.depth();
  const redrive = options.redrive;
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(depth.visible),
    ApproximateNumberOfMessagesNotVisible: String(depth.inFlight),
    ApproximateNumberOfMessagesDelayed: String(depth.delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAtMs / 1000)),
    VisibilityTimeout: String(queue.visibilityTimeoutMs / 1000),
    MessageRetentionPeriod: String(queue.retentionMs / 1000),
    DelaySeconds: String((options.delayMs ?? 0) / 1000),
    ...(queue.isFifo ? { FifoQueue: 'true', ContentBasedDeduplication: String(options.contentBasedDeduplication ?? false) } : {}),
    ...(redrive === undefined
      ? {}
      : { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: redrive.deadLetterArn, maxReceiveCount: redrive.maxReceiveCount }) }),
  };
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  return parseInput(schema, input, 'InvalidParameterValue');
}
