import type { AttributeValue, Body, Item } from './types.ts';

const servicePrefix = 'com.amazonaws.dynamodb.v20120810#';

/** A refusal as the service would answer it. */
export class DynamoDbError extends Error {
  readonly statusCode: number = 400;
  readonly body: Body;

  constructor(type: string, message: string, more: Body = {}) {
    super(message);
    this.name = type;
    const prefix = type === 'ValidationException' ? 'com.amazon.coral.validate#' : servicePrefix;
    this.body = { __type: prefix + type, message, ...more };
  }
}

export const validationError = (message: string): DynamoDbError => new DynamoDbError('ValidationException', message);

export const conditionalCheckFailed = (item: Item | undefined): DynamoDbError =>
  new DynamoDbError('ConditionalCheckFailedException', 'The conditional request failed', item === undefined ? {} : { Item: item });

export const transactionConflict = (): DynamoDbError => new DynamoDbError('TransactionConflictException', conflictMessage);

export const tableNotFound = (): DynamoDbError => new DynamoDbError('ResourceNotFoundException', 'Requested resource not found');

export const conflictMessage = 'Transaction is ongoing for the item';

/** Why one operation of a transaction was refused; Code is None for those that were not. */
export interface CancellationReason {
  Code: 'None' | 'ConditionalCheckFailed' | 'TransactionConflict' | 'ValidationError';
  Message?: string;
  Item?: Readonly<Record<string, AttributeValue>>;
}

export function transactionCanceled(reasons: readonly CancellationReason[]): DynamoDbError {
  const codes = reasons.map((reason) => reason.Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return new DynamoDbError('TransactionCanceledException', message, { CancellationReasons: reasons });
}

/** The answer that an error stands for; an unexpected error becomes the service's 500 and is printed. */
export function errorAnswer(error: unknown): { status: number; body: Body } {
  if (isAnswerable(error)) return { status: error.statusCode, body: error.body };
  console.error('The local DynamoDB failed:', error);
  return { status: 500, body: { __type: `${servicePrefix}InternalServerError`, message: 'Internal server error' } };
}

/** Ours and dynalite's errors carry the answer. */
export function isAnswerable(error: unknown): error is Error & { statusCode: number; body: Body } {
  return error instanceof Error && 'statusCode' in error && 'body' in error;
}
