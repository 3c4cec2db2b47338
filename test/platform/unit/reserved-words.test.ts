import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WriteItem } from '../../../shared/platform/table.ts';
import { type LocalTable, openWithTable, tableName } from '../../support/local-table.ts';
import reserved from '../../support/memory-table/expressions/reserved-words.json' with { type: 'json' };
import { memoryTable } from '../../support/memory-table.ts';

const key = { pk: 'a', sk: 'A' };
const values = { ':v': 'x' };
const aliases = { '#n': 'back' };
const refusal = /Attribute name is a reserved keyword; reserved keyword: /;

/** As writers spell them. */
const words = reserved.words.flatMap((word) => [word, word.toLowerCase()]);

const conditions = (word: string) => [`${word} = :v`, `attribute_not_exists(${word})`, `pk = :v OR begins_with(${word}, :v)`];

describe('an attribute that is named by a reserved word without an alias', () => {
  let ours: LocalTable;

  beforeAll(async () => {
    ours = await openWithTable();
  });

  afterAll(async () => {
    await ours.db.close();
  });

  it('is refused by the table in memory, in every expression', async () => {
    const table = memoryTable();
    const passed: string[] = [];
    for (const word of words) {
      const updates = [`SET ${word} = :v`, `REMOVE ${word}`, `ADD ${word} :v`, `SET a = if_not_exists(${word}, :v)`];
      const writes: WriteItem[] = [
        ...conditions(word).map((ConditionExpression) => ({
          Put: { Item: key, ConditionExpression, ExpressionAttributeValues: values },
        })),
        ...updates.map((UpdateExpression) => ({ Update: { Key: key, UpdateExpression, ExpressionAttributeValues: values } })),
        { Update: { Key: key, UpdateExpression: 'SET a = :v', ConditionExpression: `${word} = :v`, ExpressionAttributeValues: values } },
        { Delete: { Key: key, ConditionExpression: `a.${word} = :v`, ExpressionAttributeValues: values } },
        { ConditionCheck: { Key: key, ConditionExpression: `size(${word}) = :v`, ExpressionAttributeValues: values } },
      ];
      const found = { KeyConditionExpression: 'pk = :v', ExpressionAttributeValues: values };
      const calls = [
        ...writes.map((write) => () => table.transact([write])),
        () => table.query({ ...found, FilterExpression: `${word} = :v` }),
        () => table.query({ ...found, ProjectionExpression: `pk, ${word}` }),
        () =>
          table
            .scan({ FilterExpression: `${word} = :v`, ExpressionAttributeValues: values })
            [Symbol.asyncIterator]()
            .next(),
      ];
      table.seed({ pk: 'x', sk: 'A' });
      for (const [place, call] of calls.entries()) {
        const refused = await call().then(
          () => '',
          (error: unknown) => String(error),
        );
        // NOT is an operator before it is a name.
        if (!refusal.test(refused) && !/ValidationException: no attribute name/.test(refused)) passed.push(`${word} ${place}: ${refused}`);
      }
    }

    expect(passed).toEqual([]);
  });

  it('is refused by the local DynamoDB, in every expression', async () => {
    const call = async (operation: string, input: object) => {
      const { body } = await ours.call(operation, { TableName: tableName, ...input });
      return String(body.message ?? '');
    };
    const marshalled = { pk: { S: 'a' }, sk: { S: 'A' } };
    const ExpressionAttributeValues = { ':v': { S: 'x' } };
    const passed: string[] = [];
    for (const word of reserved.words) {
      const answers = await Promise.all([
        call('PutItem', { Item: marshalled, ConditionExpression: `${word} = :v`, ExpressionAttributeValues }),
        call('UpdateItem', { Key: marshalled, UpdateExpression: `SET ${word} = :v`, ExpressionAttributeValues }),
        call('GetItem', { Key: marshalled, ProjectionExpression: word }),
        call('Query', { KeyConditionExpression: 'pk = :v', FilterExpression: `attribute_exists(${word})`, ExpressionAttributeValues }),
        call('Scan', { FilterExpression: `${word} = :v`, ExpressionAttributeValues }),
      ]);
      // "AND", "SET" and their like are no name to its grammar: it refuses them as the service does, by another sentence.
      const isRefused = (answer: string) => refusal.test(answer) || /Syntax error/.test(answer);
      for (const [place, answer] of answers.entries()) if (!isRefused(answer)) passed.push(`${word} ${place}: ${answer}`);
    }

    expect(passed).toEqual([]);
  });

  it('is taken by its alias', async () => {
    const table = memoryTable();

    await table.transact([
      {
        Update: {
          Key: key,
          UpdateExpression: 'SET #n = :v',
          ConditionExpression: 'attribute_not_exists(#n)',
          ExpressionAttributeNames: aliases,
          ExpressionAttributeValues: values,
        },
      },
    ]);

    expect(await table.get(key)).toEqual({ ...key, back: 'x' });
  });
});
