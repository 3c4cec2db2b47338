import { ServiceError } from '../service-error.ts';

export function queueDoesNotExist(): ServiceError {
  return new ServiceError('com.amazonaws.sqs#QueueDoesNotExist', 'The specified queue does not exist.', {
    headers: { 'x-amzn-query-error': 'AWS.SimpleQueueService.NonExistentQueue;Sender' },
  });
}

/** The last part of a queue URL; host and port do not matter. */
export function nameIn(queueUrl: string): string {
  return queueUrl.split('/').at(-1) ?? '';
}
