import type { Json } from '../support/endpoint.ts';

/** Random operations as plain descriptions: one translation makes the service's requests of them, the model runs them directly. */
export type Value = { S: string } | { N: string } | { L: Value[] } | { SS: string[] } | { M: Record<string, Value> };
export type Attributes = Record<string, Value>;
export interface Key {
  pk: string;
  sk: string;
}

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type Condition =
  | { test: 'exists' | 'missing'; attribute: string }
  | { test: 'compare'; attribute: string; comparator: Comparator; value: Value }
  | { test: 'between'; attribute: string; low: Value; high: Value }
  | { test: 'begins' | 'contains'; attribute: string; value: Value }
  | { test: 'size'; attribute: string; comparator: Comparator; length: number }
  | { test: 'and' | 'or'; parts: [Condition, Condition] }
  | { test: 'not'; part: Condition };

export type Action =
  | { act: 'set'; attribute: string; value: Value }
  | { act: 'setIn'; attribute: string; name: string; value: Value }
  | { act: 'setAt'; attribute: string; position: number; value: Value }
  | { act: 'increase' | 'count' | 'addNumber'; attribute: string; by: number }
  | { act: 'append'; attribute: string; values: Value[] }
  | { act: 'addMembers' | 'deleteMembers'; attribute: string; members: string[] }
  | { act: 'remove'; attribute: string }
  | { act: 'removeAt'; attribute: string; positions: number[] };

export type Write =
  | { kind: 'Put'; key: Key; attributes: Attributes; condition?: Condition; showOld: boolean }
  | { kind: 'Update'; key: Key; actions: Action[]; condition?: Condition; showOld: boolean }
  | { kind: 'Delete'; key: Key; condition?: Condition; showOld: boolean }
  | { kind: 'ConditionCheck'; key: Key; condition: Condition; showOld: boolean };

export type Sort = { by: Comparator; from: string } | { by: 'begins'; from: string } | { by: 'between'; from: string; to: string };

export type RandomOperation =
  | { do: 'write'; write: Exclude<Write, { kind: 'ConditionCheck' }>; returns: 'NONE' | 'ALL_OLD' | 'ALL_NEW' }
  | { do: 'transact'; writes: Write[] }
  | { do: 'batch'; writes: Extract<Write, { kind: 'Put' | 'Delete' }>[] }
  | { do: 'get'; key: Key }
  | { do: 'transactGet'; keys: Key[] }
  | { do: 'query'; pk: string; sort?: Sort; limit?: number; backwards: boolean; startAfter?: string }
  | { do: 'queryIndex'; g1: string };

/** The request of an operation on a table. */
export function requestOf(operation: RandomOperation, table: string): [name: string, input: Json] {
  switch (operation.do) {
    case 'write': {
      const old = operation.returns === 'NONE' ? {} : { ReturnValues: operation.returns };
      return [`${operation.write.kind}Item`, { ...writeRequest(operation.write, table), ...old, ReturnConsumedCapacity: 'INDEXES' }];
    }
    case 'transact':
      return ['TransactWriteItems', { TransactItems: operation.writes.map((write) => ({ [write.kind]: writeRequest(write, table) })) }];
    case 'batch': {
      const requests = operation.writes.map((write) =>
        write.kind === 'Put'
          ? { PutRequest: { Item: { ...wireKey(write.key), ...write.attributes } } }
          : { DeleteRequest: { Key: wireKey(write.key) } },
      );
      return ['BatchWriteItem', { RequestItems: { [table]: requests } }];
    }
    case 'get':
      return ['GetItem', { TableName: table, Key: wireKey(operation.key), ConsistentRead: true, ReturnConsumedCapacity: 'TOTAL' }];
    case 'transactGet':
      return ['TransactGetItems', { TransactItems: operation.keys.map((key) => ({ Get: { TableName: table, Key: wireKey(key) } })) }];
    case 'query':
      return ['Query', queryRequest(operation, table)];
    case 'queryIndex':
      return [
        'Query',
        {
          TableName: table,
          IndexName: 'by-g1',
          KeyConditionExpression: 'g1 = :g',
          ExpressionAttributeValues: { ':g': { S: operation.g1 } },
        },
      ];
  }
}

export const wireKey = ({ pk, sk }: Key): Json => ({ pk: { S: pk }, sk: { S: sk } });

function writeRequest(write: Write, table: string): Json {
  const terms = new Terms();
  const request: Json = { TableName: table };
  if (write.kind === 'Put') request.Item = { ...wireKey(write.key), ...write.attributes };
  else request.Key = wireKey(write.key);
  if (write.kind === 'Update') request.UpdateExpression = updateExpression(write.actions, terms);
  if (write.condition !== undefined) request.ConditionExpression = conditionText(write.condition, terms);
  if (write.showOld) request.ReturnValuesOnConditionCheckFailure = 'ALL_OLD';
  return { ...request, ...terms.request() };
}

function queryRequest(operation: Extract<RandomOperation, { do: 'query' }>, table: string): Json {
  const { pk, sort, limit, backwards, startAfter } = operation;
  const values: Json = { ':pk': { S: pk } };
  let condition = 'pk = :pk';
  if (sort !== undefined) {
    values[':from'] = { S: sort.from };
    if (sort.by === 'between') values[':to'] = { S: sort.to };
    if (sort.by === 'begins') condition += ' AND begins_with(sk, :from)';
    else condition += sort.by === 'between' ? ' AND sk BETWEEN :from AND :to' : ` AND sk ${sort.by} :from`;
  }
  return {
    TableName: table,
    KeyConditionExpression: condition,
    ExpressionAttributeValues: values,
    ConsistentRead: true,
    ScanIndexForward: !backwards,
    ReturnConsumedCapacity: 'TOTAL',
    ...(limit !== undefined && { Limit: limit }),
    ...(startAfter !== undefined && { ExclusiveStartKey: wireKey({ pk, sk: startAfter }) }),
  };
}

/** Collects the values of expressions under placeholders. */
class Terms {
  readonly #values: Json = {};
  #count = 0;

  value(value: Value): string {
    const name = `:v${this.#count}`;
    this.#count += 1;
    this.#values[name] = value;
    return name;
  }

  request(): Json {
    return this.#count === 0 ? {} : { ExpressionAttributeValues: this.#values };
  }
}

function conditionText(condition: Condition, terms: Terms): string {
  switch (condition.test) {
    case 'exists':
      return `attribute_exists(${condition.attribute})`;
    case 'missing':
      return `attribute_not_exists(${condition.attribute})`;
    case 'compare':
      return `${condition.attribute} ${condition.comparator} ${terms.value(condition.value)}`;
    case 'between':
      return `${condition.attribute} BETWEEN ${terms.value(condition.low)} AND ${terms.value(condition.high)}`;
    case 'begins':
      return `begins_with(${condition.attribute}, ${terms.value(condition.value)})`;
    case 'contains':
      return `contains(${condition.attribute}, ${terms.value(condition.value)})`;
    case 'size':
      return `size(${condition.attribute}) ${condition.comparator} ${terms.value({ N: String(condition.length) })}`;
    case 'and':
    case 'or':
      return `(${condition.parts.map((part) => conditionText(part, terms)).join(` ${condition.test.toUpperCase()} `)})`;
    case 'not':
      // The service refuses parentheses around parentheses.
      return condition.part.test === 'and' || condition.part.test === 'or'
        ? `NOT ${conditionText(condition.part, terms)}`
        : `NOT (${conditionText(condition.part, terms)})`;
  }
}

function updateExpression(actions: readonly Action[], terms: Terms): string {
  const clauses: Record<'SET' | 'REMOVE' | 'ADD' | 'DELETE', string[]> = { REMOVE: [], SET: [], ADD: [], DELETE: [] };
  for (const action of actions) {
    const { attribute } = action;
    switch (action.act) {
      case 'set':
        clauses.SET.push(`${attribute} = ${terms.value(action.value)}`);
        break;
      case 'setIn':
        clauses.SET.push(`${attribute}.${action.name} = ${terms.value(action.value)}`);
        break;
      case 'setAt':
        clauses.SET.push(`${attribute}[${action.position}] = ${terms.value(action.value)}`);
        break;
      case 'increase':
        clauses.SET.push(`${attribute} = ${attribute} + ${terms.value({ N: String(action.by) })}`);
        break;
      case 'count':
        clauses.SET.push(
          `${attribute} = if_not_exists(${attribute}, ${terms.value({ N: '0' })}) + ${terms.value({ N: String(action.by) })}`,
        );
        break;
      case 'addNumber':
        clauses.ADD.push(`${attribute} ${terms.value({ N: String(action.by) })}`);
        break;
      case 'append':
        clauses.SET.push(
          `${attribute} = list_append(if_not_exists(${attribute}, ${terms.value({ L: [] })}), ${terms.value({ L: action.values })})`,
        );
        break;
      case 'addMembers':
        clauses.ADD.push(`${attribute} ${terms.value({ SS: action.members })}`);
        break;
      case 'deleteMembers':
        clauses.DELETE.push(`${attribute} ${terms.value({ SS: action.members })}`);
        break;
      case 'remove':
        clauses.REMOVE.push(attribute);
        break;
      case 'removeAt':
        clauses.REMOVE.push(...action.positions.map((position) => `${attribute}[${position}]`));
    }
  }
  return Object.entries(clauses)
    .filter(([, parts]) => parts.length > 0)
    .map(([clause, parts]) => `${clause} ${parts.join(', ')}`)
    .join(' ');
}
