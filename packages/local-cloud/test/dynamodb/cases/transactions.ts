import { expect } from '@jest/globals';
import { type CaseTable, type Expectation, invalid, N, ok, S, type Words } from '../support/case.ts';

const notExists = { ConditionExpression: 'attribute_not_exists(pk)' };
const oldOnFailure = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
const canceled = (...reasons: Record<string, unknown>[]): Expectation => ({
  refused: 'TransactionCanceledException',
  says: new RegExp(`\\[${reasons.map((reason) => reason.Code).join(', ')}\\]`),
  has: { CancellationReasons: reasons },
});
const none = { Code: 'None' };
const failed = { Code: 'ConditionalCheckFailed', Message: expect.stringContaining('The conditional request failed') };
const badValue = { Code: 'ValidationError' };
const value = (v: Record<string, unknown>) => ({ ExpressionAttributeValues: { ':v': v } });
const token = (t: Words, name: string) => ({ ClientRequestToken: `${t.table}-${t.partition}-${name}`.slice(-36) });
const asDocumented = 'the service documents a cancellation with ValidationError, DynamoDB Local answers ValidationException';
const doubled = 'the service doubles a transaction once, DynamoDB Local does so twice for puts';

export const transactionCases: CaseTable = {
  'puts, updates, deletes and checks in one transaction': (t) => [
    t.put('u', { v: N(1) }),
    t.put('d'),
    t.put('c', { v: N(1) }),
    t.transact([
      t.putPart('p', { v: N(1) }),
      t.updatePart('u', 'SET v = v + :v', value(N(1))),
      t.deletePart('d'),
      t.checkPart('c', 'v = :v', value(N(1))),
    ]),
    t.holds('p', { v: N(1) }),
    t.holds('u', { v: N(2) }),
    t.isGone('d'),
    t.holds('c', { v: N(1) }),
  ],
  'does nothing when one condition fails': (t) => [
    t.put('b'),
    t.transact([t.putPart('a'), t.putPart('b', { v: N(1) }, notExists)], canceled(none, failed)),
    t.isGone('a'),
    t.holds('b'),
  ],
  'does nothing when a check fails': (t) => [
    t.transact([t.putPart('a'), t.checkPart('b', 'attribute_exists(pk)')], canceled(none, failed)),
    t.isGone('a'),
  ],
  'names every condition that failed': (t) => [
    t.put('a'),
    t.put('c'),
    t.transact(
      [t.putPart('a', {}, notExists), t.putPart('b', {}, notExists), t.putPart('c', {}, notExists)],
      canceled(failed, none, failed),
    ),
  ],
  'returns the items that broke a condition, for each kind of operation': (t) => [
    ...['a', 'b', 'c', 'd'].map((sort) => t.put(sort, { v: N(1) })),
    t.transact(
      [
        t.putPart('a', {}, { ...notExists, ...oldOnFailure }),
        t.updatePart('b', 'REMOVE v', { ...notExists, ...oldOnFailure }),
        t.deletePart('c', { ...notExists, ...oldOnFailure }),
        t.checkPart('d', 'attribute_not_exists(pk)', oldOnFailure),
      ],
      canceled(...['a', 'b', 'c', 'd'].map((sort) => ({ ...failed, Item: t.item(sort, { v: N(1) }) }))),
    ),
  ],
  'returns no item where none was': (t) => [
    t.transact(
      [t.updatePart('a', 'SET v = :v', { ...value(N(1)), ConditionExpression: 'attribute_exists(pk)', ...oldOnFailure })],
      canceled(failed),
    ),
  ],
  'writes index entries with the transaction': (t) => [
    t.transact([t.putPart('a', { g1: S(t.partition) }), t.putPart('b', { g1: S(t.partition) })]),
    t.query('g1 = :p', { IndexName: 'by-g1', ExpressionAttributeValues: { ':p': S(t.partition) } }, { has: { Count: 2 } }),
  ],
  'refuses two operations on one item': (t) => [
    t.transact([t.putPart('a'), t.deletePart('a')], invalid(/multiple operations on one item/)),
    t.transact([t.putPart('a'), t.checkPart('a', 'attribute_exists(pk)')], invalid(/multiple operations on one item/)),
  ],
  'takes 100 operations': (t) => [t.transact(Array.from({ length: 100 }, (_, index) => t.putPart(String(index))))],
  'refuses 101 operations': (t) => [
    t.transact(
      Array.from({ length: 101 }, (_, index) => t.putPart(String(index))),
      invalid(/less than or equal to 100/),
    ),
  ],
  'refuses an empty transaction': (t) => [t.transact([], invalid()), { operation: 'TransactWriteItems', input: {}, gives: invalid() }],
  'refuses an operation of two kinds': (t) => [t.transact([{ ...t.putPart('a'), ...t.deletePart('b') }], invalid(/only contain one of/))],
  'refuses an operation of no kind': (t) => [t.transact([{}], invalid())],
  'refuses a check without a condition': (t) => [
    t.transact([{ ConditionCheck: { TableName: t.table, Key: t.key('a') } }], invalid(/conditionExpression/)),
  ],
  'refuses an update without an expression': {
    onlyOurs: 'the service requires the expression, DynamoDB Local does not',
    steps: (t) => [t.transact([{ Update: { TableName: t.table, Key: t.key('a') } }], invalid(/updateExpression/))],
  },
  'refuses a broken condition before it starts': (t) => [
    t.transact([t.putPart('a', {}, { ConditionExpression: 'bogus(' })], invalid(/Syntax error/)),
  ],
  'refuses a table that is not there': (t) => [
    t.transact([{ Put: { TableName: 'no-such-table', Item: t.item('a') } }], { refused: 'ResourceNotFoundException' }),
  ],
  'cancels for an operand of the wrong type': {
    onlyOurs: asDocumented,
    steps: (t) => [
      t.put('a', { v: S('x') }),
      t.transact(
        [t.putPart('b'), t.updatePart('a', 'SET v = v + :v', value(N(1)))],
        canceled(none, { ...badValue, Message: 'An operand in the update expression has an incorrect data type' }),
      ),
      t.isGone('b'),
    ],
  },
  'cancels for a path that is not there': {
    onlyOurs: asDocumented,
    steps: (t) => [t.put('a'), t.transact([t.updatePart('a', 'SET m.k = :v', value(N(1)))], canceled(badValue))],
  },
  'cancels for an empty index key': {
    onlyOurs: asDocumented,
    steps: (t) => [t.transact([t.putPart('a', { g1: S('') }), t.putPart('b')], canceled(badValue, none)), t.isGone('b')],
  },
  'cancels for a key that does not fit the table': {
    onlyOurs: asDocumented,
    steps: (t) => [t.transact([{ Delete: { TableName: t.table, Key: { pk: S(t.partition) } } }], canceled(badValue))],
  },
  'runs a repeated token once': (t) => {
    const add = [t.updatePart('a', 'ADD n :v', value(N(1)))];
    return [
      t.transact(add, ok, token(t, 'x')),
      t.transact(add, ok, token(t, 'x')),
      t.holds('a', { n: N(1) }),
      t.transact(add, ok, token(t, 'y')),
      t.holds('a', { n: N(2) }),
    ];
  },
  'refuses a token with another request': (t) => [
    t.transact([t.putPart('a')], ok, token(t, 'x')),
    t.transact([t.putPart('b')], { refused: 'IdempotentParameterMismatchException' }, token(t, 'x')),
    t.isGone('b'),
  ],
  'runs a cancelled transaction again under its token': (t) => {
    const once = [t.putPart('b'), t.checkPart('a', 'attribute_exists(pk)')];
    return [t.transact(once, canceled(none, failed), token(t, 'x')), t.put('a'), t.transact(once, ok, token(t, 'x')), t.holds('b')];
  },
  'refuses a token over 36 characters': (t) => [t.transact([t.putPart('a')], invalid(), { ClientRequestToken: 'x'.repeat(37) })],
  'counts twice the units of single writes': {
    onlyOurs: doubled,
    steps: (t) => [
      t.put('d'),
      t.transact(
        [t.putPart('a', { big: S('x'.repeat(1500)) }), t.putPart('b'), t.deletePart('d'), t.checkPart('c', 'attribute_not_exists(pk)')],
        {
          has: { ConsumedCapacity: [{ TableName: t.table, CapacityUnits: 10, WriteCapacityUnits: 10 }] },
        },
        { ReturnConsumedCapacity: 'TOTAL' },
      ),
    ],
  },
  'counts indexes apart': {
    onlyOurs: doubled,
    steps: (t) => [
      t.transact(
        [t.putPart('a', { g1: S(t.partition) })],
        {
          has: {
            ConsumedCapacity: [
              {
                CapacityUnits: 6,
                Table: { CapacityUnits: 2, WriteCapacityUnits: 2 },
                GlobalSecondaryIndexes: { 'by-g1': { CapacityUnits: 2 }, included: { CapacityUnits: 2 } },
              },
            ],
          },
        },
        { ReturnConsumedCapacity: 'INDEXES' },
      ),
    ],
  },
  'counts reads for a repeated token': (t) => {
    const both = [t.putPart('a'), t.putPart('b')];
    const asked = { ...token(t, 'x'), ReturnConsumedCapacity: 'TOTAL' };
    return [
      t.transact(both, ok, asked),
      t.transact(both, { has: { ConsumedCapacity: [{ CapacityUnits: 2, ReadCapacityUnits: 2 }] } }, asked),
    ];
  },
  'gets several items in the order asked': (t) => [
    t.put('a', { v: N(1) }),
    t.put('b', { v: N(2) }),
    t.transactGet(['b', 'nobody', 'a'], {
      has: { Responses: [{ Item: t.item('b', { v: N(2) }) }, {}, { Item: t.item('a', { v: N(1) }) }] },
    }),
  ],
  'counts twice the units of consistent reads': (t) => [
    t.put('a'),
    t.transactGet(
      ['a', 'nobody'],
      { has: { ConsumedCapacity: [{ CapacityUnits: 4, ReadCapacityUnits: 4 }] } },
      { ReturnConsumedCapacity: 'TOTAL' },
    ),
  ],
  'refuses to get one item twice': (t) => [t.transactGet(['a', 'a'], invalid(/multiple operations on one item/))],
  'gets chosen attributes': (t) => [
    t.put('a', { v: N(1), w: N(2) }),
    {
      operation: 'TransactGetItems',
      input: { TransactItems: [{ Get: { TableName: t.table, Key: t.key('a'), ProjectionExpression: 'v' } }] },
      gives: { has: { Responses: [{ Item: { v: N(1) } }] } },
    },
  ],
};
