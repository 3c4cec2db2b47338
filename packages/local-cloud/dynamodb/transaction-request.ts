import { validationError } from './errors.ts';
import type { Body } from './types.ts';

const maximumOperations = 100;
const maximumTokenLength = 36;

const writeFields = {
  Put: ['Item'],
  Delete: ['Key'],
  Update: ['Key', 'UpdateExpression'],
  ConditionCheck: ['Key', 'ConditionExpression'],
} as const;
const getFields = { Get: ['Key'] } as const;

const commonFields = ['TableName', 'ConditionExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues'];
const writeExtras = [...commonFields, 'ReturnValuesOnConditionCheckFailure'];
const getExtras = ['TableName', 'ProjectionExpression', 'ExpressionAttributeNames'];

export type TransactionKind = keyof typeof writeFields;

/** One operation of a transaction with nothing but the fields it may have. */
export interface TransactionPart<Kind extends string> {
  kind: Kind;
  input: Body;
}

export const transactionWrites = (input: Body): TransactionPart<TransactionKind>[] => parts(input, writeFields, writeExtras);

export const transactionGets = (input: Body): TransactionPart<'Get'>[] => parts(input, getFields, getExtras);

/** The request token, or undefined when the caller sent none. */
export function requestToken(input: Body): string | undefined {
  const token = input.ClientRequestToken;
  if (token === undefined || token === null) return undefined;
  if (typeof token !== 'string' || token.length < 1 || token.length > maximumTokenLength) {
    throw constraint(String(token), 'clientRequestToken', `Member must have length less than or equal to ${maximumTokenLength}`);
  }
  return token;
}

function parts<Kind extends string>(
  input: Body,
  fields: Readonly<Record<Kind, readonly string[]>>,
  extras: readonly string[],
): TransactionPart<Kind>[] {
  const items = input.TransactItems;
  if (!Array.isArray(items)) throw constraint('null', 'transactItems', 'Member must not be null');
  if (items.length < 1) throw constraint("'[]'", 'transactItems', 'Member must have length greater than or equal to 1');
  if (items.length > maximumOperations) {
    throw constraint(`'[${items.length} items]'`, 'transactItems', `Member must have length less than or equal to ${maximumOperations}`);
  }
  return items.map((item, index) => part(item, index, fields, extras));
}

function part<Kind extends string>(
  item: unknown,
  index: number,
  fields: Readonly<Record<Kind, readonly string[]>>,
  extras: readonly string[],
): TransactionPart<Kind> {
  const kinds = (Object.keys(fields) as Kind[]).filter((kind) => isObject(item) && isObject(item[kind]));
  const [kind] = kinds;
  if (kind === undefined && !('Put' in fields))
    throw constraint('null', `transactItems.${index + 1}.member.get`, 'Member must not be null');
  if (kind === undefined) {
    throw validationError('Invalid Request: TransactWriteRequest should contain Delete or Put or Update request');
  }
  if (kinds.length > 1) throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  const content = isObject(item) && isObject(item[kind]) ? item[kind] : {};
  const required = fields[kind];
  for (const field of ['TableName', ...required]) {
    if (content[field] !== undefined && content[field] !== null) continue;
    throw constraint('null', `transactItems.${index + 1}.member.${lowerFirst(kind)}.${lowerFirst(field)}`, 'Member must not be null');
  }
  const allowed = new Set([...required, ...extras]);
  return { kind, input: Object.fromEntries(Object.entries(content).filter(([field]) => allowed.has(field))) };
}

function constraint(value: string, place: string, rule: string): Error {
  return validationError(`1 validation error detected: Value ${value} at '${place}' failed to satisfy constraint: ${rule}`);
}

const lowerFirst = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
