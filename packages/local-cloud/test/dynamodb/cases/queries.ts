import { type CaseTable, invalid, N, ok, S, type Step, type Words } from '../support/case.ts';

const inPartition = (t: Words, more: Record<string, unknown> = {}) => ({ ExpressionAttributeValues: { ':p': S(t.partition), ...more } });
const puts = (t: Words, ...sorts: string[]): Step[] => sorts.map((sort, index) => t.put(sort, { g1: S(t.partition), rank: N(10 - index) }));
const found = (...sorts: string[]) => ({ has: { Count: sorts.length, Items: sorts.map((sort) => ({ sk: S(sort) })) } });
const byG1 = { IndexName: 'by-g1' };
const g1 = 'g1 = :p';

export const queryCases: CaseTable = {
  'finds a partition in the order of its sort key': (t) => [
    ...puts(t, 'b', 'a', 'c'),
    t.query('pk = :p', inPartition(t), found('a', 'b', 'c')),
  ],
  'finds it backwards': (t) => [
    ...puts(t, 'b', 'a', 'c'),
    t.query('pk = :p', { ...inPartition(t), ScanIndexForward: false }, found('c', 'b', 'a')),
  ],
  'orders by the bytes of UTF-8': (t) => [
    ...puts(t, 'é', 'z', 'Z', 'ă', '🙂', 'ﬀ'),
    t.query('pk = :p', inPartition(t), found('Z', 'z', 'é', 'ă', 'ﬀ', '🙂')),
  ],
  'finds by the beginning of the sort key': (t) => [
    ...puts(t, 'A#1', 'A#2', 'A', 'B#1'),
    t.query('pk = :p AND begins_with(sk, :s)', inPartition(t, { ':s': S('A#') }), found('A#1', 'A#2')),
  ],
  'finds by range, ends included': (t) => [
    ...puts(t, '1', '2', '3', '4'),
    t.query('pk = :p AND sk BETWEEN :a AND :b', inPartition(t, { ':a': S('2'), ':b': S('3') }), found('2', '3')),
  ],
  'finds what is less, or at most': (t) => [
    ...puts(t, '1', '2', '20', '3'),
    t.query('pk = :p AND sk < :a', inPartition(t, { ':a': S('2') }), found('1')),
    t.query('pk = :p AND sk <= :a', inPartition(t, { ':a': S('2') }), found('1', '2')),
  ],
  'finds what is greater, or at least': (t) => [
    ...puts(t, '1', '2', '20', '3'),
    t.query('pk = :p AND sk > :a', inPartition(t, { ':a': S('2') }), found('20', '3')),
    t.query('pk = :p AND sk >= :a', inPartition(t, { ':a': S('2') }), found('2', '20', '3')),
  ],
  'pages by Limit and starts after a key': (t) => [
    ...puts(t, 'a', 'b', 'c'),
    t.query('pk = :p', { ...inPartition(t), Limit: 2 }, { has: { ...found('a', 'b').has, LastEvaluatedKey: t.key('b') } }),
    t.query('pk = :p', { ...inPartition(t), Limit: 2, ExclusiveStartKey: t.key('b') }, { ...found('c'), lacks: ['LastEvaluatedKey'] }),
  ],
  'gives a last key when the limit meets the end exactly': (t) => [
    ...puts(t, 'a', 'b'),
    t.query('pk = :p', { ...inPartition(t), Limit: 2 }, { has: { LastEvaluatedKey: t.key('b') } }),
    t.query(
      'pk = :p',
      { ...inPartition(t), Limit: 2, ExclusiveStartKey: t.key('b') },
      { has: { Count: 0, Items: [] }, lacks: ['LastEvaluatedKey'] },
    ),
  ],
  'pages backwards from a key': (t) => [
    ...puts(t, 'a', 'b', 'c'),
    t.query('pk = :p', { ...inPartition(t), ScanIndexForward: false, ExclusiveStartKey: t.key('c') }, found('b', 'a')),
  ],
  'ends a page at 1 MB': (t) => [
    ...['a', 'b', 'c', 'd', 'e'].map((sort) => t.put(sort, { big: S('x'.repeat(300_000)) })),
    t.query('pk = :p', { ...inPartition(t), ProjectionExpression: 'sk' }, { has: { Count: 4, LastEvaluatedKey: t.key('d') } }),
    t.query(
      'pk = :p',
      { ...inPartition(t), ProjectionExpression: 'sk', ExclusiveStartKey: t.key('d') },
      { ...found('e'), lacks: ['LastEvaluatedKey'] },
    ),
  ],
  'filters after counting': (t) => [
    ...puts(t, 'a', 'b', 'c'),
    t.query(
      'pk = :p',
      { ...inPartition(t, { ':r': N(9) }), FilterExpression: '#r = :r', ExpressionAttributeNames: { '#r': 'rank' } },
      {
        has: { Count: 1, ScannedCount: 3, Items: [{ sk: S('b') }] },
      },
    ),
  ],
  'filters within a page': (t) => [
    ...puts(t, 'a', 'b', 'c'),
    t.query(
      'pk = :p',
      { ...inPartition(t, { ':r': N(8) }), Limit: 1, FilterExpression: '#r = :r', ExpressionAttributeNames: { '#r': 'rank' } },
      {
        has: { Count: 0, ScannedCount: 1, LastEvaluatedKey: t.key('a') },
      },
    ),
  ],
  'counts without items': (t) => [
    ...puts(t, 'a', 'b'),
    t.query('pk = :p', { ...inPartition(t), Select: 'COUNT' }, { has: { Count: 2 }, lacks: ['Items'] }),
  ],
  'answers an empty partition': (t) => [
    t.query('pk = :p', inPartition(t), { has: { Count: 0, ScannedCount: 0, Items: [] }, lacks: ['LastEvaluatedKey'] }),
  ],
  'refuses a query without the partition': (t) => [t.query('sk = :s', { ExpressionAttributeValues: { ':s': S('a') } }, invalid())],
  'refuses a filter on a key': (t) => [
    t.query('pk = :p', { ...inPartition(t, { ':s': S('a') }), FilterExpression: 'sk = :s' }, invalid(/primary key attribute/i)),
  ],
  'refuses OR between keys': (t) => [t.query('pk = :p OR sk = :s', inPartition(t, { ':s': S('a') }), invalid(/Invalid operator/))],
  'refuses a start key of another partition': (t) => [
    t.query('pk = :p', { ...inPartition(t), ExclusiveStartKey: { pk: S('other'), sk: S('a') } }, invalid(/starting key/)),
  ],
  'finds through an index': (t) => [...puts(t, 'b', 'a'), t.put('c'), t.query(g1, { ...inPartition(t), ...byG1 }, found('a', 'b'))],
  'sorts an index by number': (t) => [
    t.put('a', { g1: S(t.partition), rank: N(10) }),
    t.put('b', { g1: S(t.partition), rank: N(9) }),
    t.put('c', { g1: S(t.partition), rank: N('-1.5') }),
    t.put('d', { g1: S(t.partition), rank: N('100') }),
    t.query(g1, { ...inPartition(t), IndexName: 'by-rank' }, found('c', 'b', 'a', 'd')),
  ],
  'projects only keys, or chosen attributes': (t) => [
    t.put('a', { g1: S(t.partition), rank: N(1), name: S('n'), other: S('o') }),
    t.query(g1, { ...inPartition(t), IndexName: 'by-rank' }, { has: { Items: [{ ...t.key('a'), g1: S(t.partition), rank: N(1) }] } }),
    t.query(g1, { ...inPartition(t), IndexName: 'included' }, { has: { Items: [{ ...t.key('a'), g1: S(t.partition), name: S('n') }] } }),
  ],
  'leaves an index when the attribute goes': (t) => [
    ...puts(t, 'a'),
    t.update('a', 'REMOVE g1'),
    t.query(g1, { ...inPartition(t), ...byG1 }, { has: { Count: 0 } }),
  ],
  'moves in an index when the attribute changes': (t) => [
    ...puts(t, 'a'),
    t.update('a', 'SET g1 = :g', { ExpressionAttributeValues: { ':g': S(`${t.partition}-2`) } }),
    t.query(g1, { ...inPartition(t), ...byG1 }, { has: { Count: 0 } }),
    t.query(g1, { ExpressionAttributeValues: { ':p': S(`${t.partition}-2`) }, ...byG1 }, found('a')),
  ],
  'leaves an index with the item': (t) => [
    ...puts(t, 'a'),
    t.remove('a'),
    t.query(g1, { ...inPartition(t), ...byG1 }, { has: { Count: 0 } }),
  ],
  'pages an index by all keys': (t) => [
    ...puts(t, 'a', 'b'),
    t.query(g1, { ...inPartition(t), ...byG1, Limit: 1 }, { has: { LastEvaluatedKey: { ...t.key('a'), g1: S(t.partition) } } }),
    t.query(g1, { ...inPartition(t), ...byG1, Limit: 1, ExclusiveStartKey: { ...t.key('a'), g1: S(t.partition) } }, found('b')),
  ],
  'keeps items apart whose index keys are equal': {
    onlyOurs: 'the order of equal index keys is every endpoint’s own',
    steps: (t) => {
      // dynalite alone would let the second hide the first: both have 071873 as their hash.
      const twins = ['twin-2173', 'twin-1171'].map((pk) => ({ pk: S(pk), sk: S('A'), g1: S(t.partition) }));
      const asked = { ...inPartition(t), ...byG1 };
      const page = (start: object, isReverse: boolean) =>
        t.query(g1, { ...asked, ExclusiveStartKey: start, ScanIndexForward: !isReverse }, { has: { Count: 1 } });
      return [
        ...twins.map((twin) => ({ operation: 'PutItem', input: { TableName: t.table, Item: twin }, gives: ok })),
        t.query(g1, asked, { has: { Count: 2 } }),
        t.query(g1, { ...asked, Limit: 1 }, { has: { Count: 1, LastEvaluatedKey: {} } }),
        page(twins[0] ?? {}, false),
        page(twins[1] ?? {}, true),
        {
          operation: 'Scan',
          input: { TableName: t.table, IndexName: 'by-g1', ExclusiveStartKey: twins[0] ?? {}, Limit: 1 },
          gives: { has: { Items: [twins[1]] } },
        },
        { operation: 'DeleteItem', input: { TableName: t.table, Key: { pk: S('twin-1171'), sk: S('A') } }, gives: ok },
        t.query(g1, asked, { has: { Count: 1, Items: [{ pk: S('twin-2173') }] } }),
      ];
    },
  },
  'refuses consistent reads of an index': (t) => [
    t.query(g1, { ...inPartition(t), ...byG1, ConsistentRead: true }, invalid(/Consistent reads/)),
  ],
  'refuses an index that is not there': (t) => [t.query(g1, { ...inPartition(t), IndexName: 'nothing' }, invalid(/specified index/))],
  'counts the read units of a query': (t) => [
    ...['a', 'b', 'c'].map((sort) => t.put(sort, { big: S('x'.repeat(3000)) })),
    t.query('pk = :p', { ...inPartition(t), ReturnConsumedCapacity: 'TOTAL' }, { has: { ConsumedCapacity: { CapacityUnits: 1.5 } } }),
    t.query(
      'pk = :p',
      { ...inPartition(t), ReturnConsumedCapacity: 'TOTAL', ConsistentRead: true },
      { has: { ConsumedCapacity: { CapacityUnits: 3 } } },
    ),
  ],
  'counts the smallest read for a query that finds nothing': (t) => [
    t.query('pk = :p', { ...inPartition(t), ReturnConsumedCapacity: 'TOTAL' }, { has: { ConsumedCapacity: { CapacityUnits: 0.5 } } }),
    t.query(
      'pk = :p',
      { ...inPartition(t), ReturnConsumedCapacity: 'INDEXES', ConsistentRead: true },
      { has: { ConsumedCapacity: { CapacityUnits: 1, Table: { CapacityUnits: 1 } } } },
    ),
    t.query(
      g1,
      { ...inPartition(t), ...byG1, ReturnConsumedCapacity: 'INDEXES' },
      { has: { ConsumedCapacity: { CapacityUnits: 0.5, GlobalSecondaryIndexes: { 'by-g1': { CapacityUnits: 0.5 } } } } },
    ),
  ],
  'scans an index': (t) => [
    ...puts(t, 'a', 'b'),
    {
      operation: 'Scan',
      input: { TableName: t.table, ...byG1, FilterExpression: g1, ...inPartition(t) },
      gives: { has: { Count: 2 } },
    },
  ],
};
