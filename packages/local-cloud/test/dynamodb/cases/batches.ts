import { type CaseTable, invalid, N, S, type Words } from '../support/case.ts';

const put = (t: Words, sort: string, more = {}) => ({ PutRequest: { Item: t.item(sort, more) } });
const remove = (t: Words, sort: string) => ({ DeleteRequest: { Key: t.key(sort) } });
const range = (count: number) => Array.from({ length: count }, (_, index) => String(index));

export const batchCases: CaseTable = {
  'writes and deletes in one batch': (t) => [
    t.put('old'),
    t.batchWrite([put(t, 'new', { v: N(1) }), remove(t, 'old')], { has: { UnprocessedItems: {} } }),
    t.holds('new', { v: N(1) }),
    t.isGone('old'),
  ],
  'takes 25 writes': (t) => [t.batchWrite(range(25).map((sort) => put(t, sort)))],
  'refuses 26 writes': (t) => [
    t.batchWrite(
      range(26).map((sort) => put(t, sort)),
      invalid(),
    ),
  ],
  'refuses two writes of one item': (t) => [t.batchWrite([put(t, 'a'), remove(t, 'a')], invalid(/duplicates/)), t.isGone('a')],
  'writes nothing when one key is wrong': (t) => [
    t.batchWrite([put(t, 'a'), { PutRequest: { Item: { pk: S(t.partition) } } }], invalid()),
    t.isGone('a'),
  ],
  'refuses an empty index key in a batch': (t) => [
    t.batchWrite([put(t, 'a'), put(t, 'b', { g1: S('') })], invalid(/secondary index key/)),
    t.isGone('a'),
  ],
  'refuses an empty batch': (t) => [t.batchWrite([], invalid())],
  'counts the capacity of a batch': (t) => [
    t.batchWrite(
      [put(t, 'a', { g1: S(t.partition) }), put(t, 'b')],
      { has: { ConsumedCapacity: [{ CapacityUnits: 4 }] } },
      { ReturnConsumedCapacity: 'TOTAL' },
    ),
  ],
  'gets what is there': (t) => [
    t.put('a', { v: N(1) }),
    {
      operation: 'BatchGetItem',
      input: { RequestItems: { [t.table]: { Keys: [t.key('a'), t.key('nobody')] } } },
      gives: { has: { Responses: { [t.table]: [t.item('a', { v: N(1) })] }, UnprocessedKeys: {} } },
    },
  ],
  'refuses to get one key twice': (t) => [
    { operation: 'BatchGetItem', input: { RequestItems: { [t.table]: { Keys: [t.key('a'), t.key('a')] } } }, gives: invalid(/duplicates/) },
  ],
  'refuses to get 101 keys': (t) => [
    {
      operation: 'BatchGetItem',
      input: { RequestItems: { [t.table]: { Keys: range(101).map((sort) => t.key(sort)) } } },
      gives: invalid(),
    },
  ],
};
