import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ConditionFailedError, type Table } from '../../../shared/platform/table.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { openLeadsTable } from './leads-table.ts';

let opened: Awaited<ReturnType<typeof openLeadsTable>>;
let table: Table;
beforeAll(async () => {
  opened = await openLeadsTable();
  table = opened.table;
});
afterAll(() => opened.close());

const key = { pk: 'SAME#1', sk: 'A' };
const missing = { pk: 'SAME#1', sk: 'none' };
const values = { ':n': 3, ':text': 'chè', ':list': [{ a: 1 }], ':none': null, ':high': 'z', ':prefix': 'ch' };
/** Only the values that an expression names: the service refuses others. */
const named = (expression: string) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(expression)));
const asking =
  (expression: string, Key = key) =>
  (asked: Table) =>
    asked.transact([
      {
        ConditionCheck: {
          Key,
          ConditionExpression: expression,
          ...(expression.includes(':') ? { ExpressionAttributeValues: named(expression) } : {}),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
    ]);
const updating = (expression: string) => async (asked: Table) => {
  const more = expression.includes(':') ? { ExpressionAttributeValues: named(expression) } : {};
  await asked.update({ Key: key, UpdateExpression: expression, ...more });
  return asked.get(key, { consistent: true });
};
const questions: Record<string, (asked: Table) => Promise<unknown>> = Object.fromEntries([
  ...[
    'attribute_exists(amount)',
    'attribute_not_exists(nothing)',
    'nothing <> :text',
    'amount = :n',
    'amount = :text',
    'amount < :text',
    'words <> :text',
    'words >= :text AND NOT amount < :n',
    'words IN (:high, :text)',
    'words BETWEEN :prefix AND :high',
    'words BETWEEN :high AND :prefix',
    'begins_with(words, :prefix)',
    'begins_with(amount, :prefix)',
    'begins_with(nothing, :prefix)',
    'things = :list',
    'nil = :none',
    'size(words) >= :n',
    'size(words) > :n',
    'size(things) < :n',
    'size(amount) < :n',
    'nothing = :n OR amount = :n AND words = :high',
    '(nothing = :n OR amount = :n) AND NOT words = :high',
  ].flatMap((expression) => [[expression, asking(expression)] as const, [`${expression}, no item`, asking(expression, missing)] as const]),
  ...[
    'SET amount = amount + :n, copied = amount',
    'SET fresh = if_not_exists(nothing, :n) - :n REMOVE words',
    'SET things = list_append(things, :list)',
    'SET things = list_append(if_not_exists(nothing, :list), :list), nil = if_not_exists(nil, :text)',
    'SET copied = nothing',
    'SET words = words + :n',
    'SET things = list_append(words, :list)',
    'ADD amount :n',
    'ADD fresh :n',
    'ADD words :n',
    'SET pk = :text',
    'SET amount = :n, amount = :n',
    'REMOVE nothing, amount',
  ].map((expression) => [expression, updating(expression)] as const),
  ...[{}, { Limit: 2 }, { Limit: 3 }, { Limit: 1, ScanIndexForward: false }, { Limit: 2, ExclusiveStartKey: key }].map(
    (more) =>
      [
        `a query with ${JSON.stringify(more)}`,
        (asked: Table) =>
          asked.query({
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': key.pk },
            ProjectionExpression: 'sk',
            ...more,
          }),
      ] as const,
  ),
  [
    'an index',
    (asked: Table) =>
      asked.query({
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :pk AND gsi1sk > :at',
        ExpressionAttributeValues: { ':pk': 'SAME', ':at': '0' },
        Limit: 1,
      }),
  ],
  ['a key twice', (asked: Table) => asked.batchGet([key, key])],
  ['an item twice', (asked: Table) => asked.transact([{ Put: { Item: key } }, { Delete: { Key: key } }])],
]);

it.each(Object.entries(questions))('answers as DynamoDB does: %s', async (_name, ask) => {
  const given = [
    { ...key, amount: 3, words: 'chè', things: [{ a: 1 }], nil: null, gsi1pk: 'SAME', gsi1sk: '2', card: 'c' },
    { ...key, sk: 'B', gsi1pk: 'SAME', gsi1sk: '1' },
    { ...key, sk: 'C', gsi1pk: 'SAME' },
  ];

  const answers = await Promise.all(
    [memoryTable(), table].map(async (asked) => {
      for (const Item of given) await asked.put({ Item });
      return ask(asked).then(
        (answer) => ({ answer }),
        (error: unknown) =>
          error instanceof ConditionFailedError ? { failed: error.failedIndexes, old: [...error.oldItems] } : { refused: true },
      );
    }),
  );

  expect(answers[0]).toEqual(answers[1]);
});
