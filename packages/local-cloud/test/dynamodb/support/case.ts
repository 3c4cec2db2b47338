import type { Json } from './endpoint.ts';

/** What a step must answer: a success that contains this, or a refusal of this kind. */
export type Expectation = { has: Json; lacks?: string[] } | { refused: string; says?: RegExp; has?: Json };

export interface Step {
  operation: string;
  input: Json;
  gives: Expectation;
}

export interface Case {
  name: string;
  /** Why an endpoint that is not ours is not asked: it differs from the documented service, or cannot be asked. */
  onlyOurs?: string;
  steps: Step[];
}

export const S = (value: string) => ({ S: value });
export const N = (value: number | string) => ({ N: String(value) });
export const ok: Expectation = { has: {} };
export const invalid = (says?: RegExp): Expectation => ({ refused: 'ValidationException', ...(says && { says }) });
export const conditionFailed: Expectation = { refused: 'ConditionalCheckFailedException' };

/** The steps' vocabulary for one table; every case keeps to its own partition, so cases never meet. */
export class Words {
  readonly table: string;
  readonly partition: string;

  constructor(table: string, partition: string) {
    this.table = table;
    this.partition = partition;
  }

  key(sort: string): Json {
    return { pk: S(this.partition), sk: S(sort) };
  }

  item(sort: string, more: Json = {}): Json {
    return { ...this.key(sort), ...more };
  }

  put(sort: string, more: Json = {}, request: Json = {}, gives: Expectation = ok): Step {
    return { operation: 'PutItem', input: { TableName: this.table, Item: this.item(sort, more), ...request }, gives };
  }

  get(sort: string, gives: Expectation, request: Json = {}): Step {
    return { operation: 'GetItem', input: { TableName: this.table, Key: this.key(sort), ConsistentRead: true, ...request }, gives };
  }

  /** The item is exactly this. */
  holds(sort: string, more: Json = {}): Step {
    return this.get(sort, { has: { Item: this.item(sort, more) } });
  }

  isGone(sort: string): Step {
    return this.get(sort, { has: {}, lacks: ['Item'] });
  }

  update(sort: string, expression: string, request: Json = {}, gives: Expectation = ok): Step {
    return {
      operation: 'UpdateItem',
      input: { TableName: this.table, Key: this.key(sort), UpdateExpression: expression, ...request },
      gives,
    };
  }

  remove(sort: string, request: Json = {}, gives: Expectation = ok): Step {
    return { operation: 'DeleteItem', input: { TableName: this.table, Key: this.key(sort), ...request }, gives };
  }

  query(condition: string, request: Json, gives: Expectation): Step {
    return { operation: 'Query', input: { TableName: this.table, KeyConditionExpression: condition, ...request }, gives };
  }

  batchWrite(requests: Json[], gives: Expectation = ok, more: Json = {}): Step {
    return { operation: 'BatchWriteItem', input: { RequestItems: { [this.table]: requests }, ...more }, gives };
  }

  transact(operations: Json[], gives: Expectation = ok, more: Json = {}): Step {
    return { operation: 'TransactWriteItems', input: { TransactItems: operations, ...more }, gives };
  }

  transactGet(sorts: string[], gives: Expectation, more: Json = {}): Step {
    const gets = sorts.map((sort) => ({ Get: { TableName: this.table, Key: this.key(sort) } }));
    return { operation: 'TransactGetItems', input: { TransactItems: gets, ...more }, gives };
  }

  putPart(sort: string, more: Json = {}, request: Json = {}): Json {
    return { Put: { TableName: this.table, Item: this.item(sort, more), ...request } };
  }

  updatePart(sort: string, expression: string, request: Json = {}): Json {
    return { Update: { TableName: this.table, Key: this.key(sort), UpdateExpression: expression, ...request } };
  }

  deletePart(sort: string, request: Json = {}): Json {
    return { Delete: { TableName: this.table, Key: this.key(sort), ...request } };
  }

  checkPart(sort: string, condition: string, request: Json = {}): Json {
    return { ConditionCheck: { TableName: this.table, Key: this.key(sort), ConditionExpression: condition, ...request } };
  }
}

/** A group of cases: names with the steps, which are made for a table and a partition. */
export type CaseTable = Record<string, ((words: Words) => Step[]) | { onlyOurs: string; steps: (words: Words) => Step[] }>;
