import { type CaseTable, conditionFailed, invalid, N, ok, S } from '../support/case.ts';

const returnOld = { ReturnValues: 'ALL_OLD' };
const notExists = { ConditionExpression: 'attribute_not_exists(pk)' };
const oldOnFailure = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };

export const writeCases: CaseTable = {
  'puts and gets an item of every type': (t) => {
    const all = {
      text: S('Nguyễn Thị Hoa'),
      number: N('12.5'),
      flag: { BOOL: true },
      nothing: { NULL: true },
      bytes: { B: 'AAEC' },
      list: { L: [S('a'), N(1), { M: { deep: S('x') } }] },
      map: { M: { a: { L: [] }, b: { M: {} } } },
      words: { SS: ['b'] },
      numbers: { NS: ['1'] },
    };
    return [t.put('1', all), t.holds('1', all)];
  },
  'gives the old item back when asked': (t) => [
    t.put('1', { v: N(1) }, returnOld, { has: {}, lacks: ['Attributes'] }),
    t.put('1', { v: N(2) }, returnOld, { has: { Attributes: t.item('1', { v: N(1) }) } }),
    t.holds('1', { v: N(2) }),
  ],
  'replaces the whole item': (t) => [t.put('1', { a: S('x'), b: S('y') }), t.put('1', { a: S('z') }), t.holds('1', { a: S('z') })],
  'normalises numbers': (t) => [t.put('1', { n: N('007.50') }), t.holds('1', { n: N('7.5') })],
  'keeps 38 digits': (t) => [
    t.put('1', { n: N('12345678901234567890123456789012345678') }),
    t.holds('1', { n: N('12345678901234567890123456789012345678') }),
  ],
  'refuses 39 digits': (t) => [t.put('1', { n: N('123456789012345678901234567890123456789') }, {}, invalid(/38 significant digits/))],
  'refuses a text that is no number': (t) => [t.put('1', { n: N('abc') }, {}, invalid(/numeric value/))],
  'keeps empty texts outside keys': (t) => [t.put('1', { s: S('') }), t.holds('1', { s: S('') })],
  'refuses an empty sort key': (t) => [t.put('', {}, {}, invalid())],
  'refuses an item without its sort key': (t) => [
    { operation: 'PutItem', input: { TableName: t.table, Item: { pk: S(t.partition) } }, gives: invalid() },
  ],
  'refuses a key of the wrong type': (t) => [
    { operation: 'PutItem', input: { TableName: t.table, Item: { pk: S(t.partition), sk: N(1) } }, gives: invalid(/Type mismatch/) },
  ],
  'refuses an empty text as an index key': (t) => [t.put('1', { g1: S('') }, {}, invalid(/secondary index key/)), t.isGone('1')],
  'refuses an index key of the wrong type': (t) => [t.put('1', { g1: N(1) }, {}, invalid(/Type mismatch for Index Key/))],
  'refuses an empty index key in an update': (t) => [
    t.put('1'),
    t.update('1', 'SET g1 = :e', { ExpressionAttributeValues: { ':e': S('') } }, invalid(/secondary index key/)),
    t.holds('1'),
  ],
  'refuses an empty set': (t) => [t.put('1', { s: { SS: [] } }, {}, invalid(/may not be empty/))],
  'refuses a set with duplicates': (t) => [t.put('1', { s: { SS: ['a', 'a'] } }, {}, invalid(/contains duplicates/))],
  'refuses an item over 400 KB': (t) => [t.put('1', { s: S('x'.repeat(410_000)) }, {}, invalid(/size has exceeded/))],
  'puts on condition that the item is new': (t) => [
    t.put('1', {}, notExists),
    t.put('1', { v: N(1) }, notExists, conditionFailed),
    t.holds('1'),
  ],
  'returns the item that broke the condition of a put': (t) => [
    t.put('1', { v: N(1) }),
    t.put(
      '1',
      {},
      { ...notExists, ...oldOnFailure },
      { refused: 'ConditionalCheckFailedException', has: { Item: t.item('1', { v: N(1) }) } },
    ),
  ],
  'returns the item that broke the condition of an update': (t) => [
    t.put('1', { v: N(1) }),
    t.update(
      '1',
      'SET v = :n',
      { ConditionExpression: 'v = :o', ExpressionAttributeValues: { ':n': N(3), ':o': N(2) }, ...oldOnFailure },
      { refused: 'ConditionalCheckFailedException', has: { Item: t.item('1', { v: N(1) }) } },
    ),
  ],
  'returns the item that broke the condition of a delete': (t) => [
    t.put('1', { v: N(1) }),
    t.remove(
      '1',
      { ConditionExpression: 'attribute_not_exists(v)', ...oldOnFailure },
      {
        refused: 'ConditionalCheckFailedException',
        has: { Item: t.item('1', { v: N(1) }) },
      },
    ),
  ],
  'returns no item when there was none to break the condition': (t) => [
    t.put('1', {}, { ConditionExpression: 'attribute_exists(pk)', ...oldOnFailure }, conditionFailed),
  ],
  'deletes, and again without complaint': (t) => [
    t.put('1', { v: N(1) }),
    t.remove('1', returnOld, { has: { Attributes: t.item('1', { v: N(1) }) } }),
    t.remove('1'),
    t.isGone('1'),
  ],
  'deletes only on its condition': (t) => [
    t.put('1', { v: N(1) }),
    t.remove('1', { ConditionExpression: 'v = :v', ExpressionAttributeValues: { ':v': N(2) } }, conditionFailed),
    t.holds('1', { v: N(1) }),
  ],
  'refuses ReturnValues that a put does not know': (t) => [t.put('1', {}, { ReturnValues: 'ALL_NEW' }, invalid(/ALL_OLD or NONE/))],
  'refuses an unknown answer for a failed condition': (t) => [
    t.put('1', {}, { ...notExists, ReturnValuesOnConditionCheckFailure: 'SOME' }, invalid(/enum value set/)),
  ],
  'counts the write units of table and indexes': (t) => [
    t.put(
      '1',
      { g1: S(t.partition), big: S('x'.repeat(1500)) },
      { ReturnConsumedCapacity: 'INDEXES' },
      {
        has: {
          ConsumedCapacity: {
            CapacityUnits: 5,
            Table: { CapacityUnits: 2 },
            GlobalSecondaryIndexes: { 'by-g1': { CapacityUnits: 2 }, included: { CapacityUnits: 1 } },
          },
        },
      },
    ),
  ],
  'counts two index writes when the index key changes, none when the entry stays': (t) => [
    t.put('1', { g1: S(`${t.partition}a`) }),
    t.put('1', { g1: S(`${t.partition}b`) }, { ReturnConsumedCapacity: 'TOTAL' }, { has: { ConsumedCapacity: { CapacityUnits: 5 } } }),
    t.put('1', { g1: S(`${t.partition}b`) }, { ReturnConsumedCapacity: 'TOTAL' }, { has: { ConsumedCapacity: { CapacityUnits: 1 } } }),
  ],
  'counts no capacity unasked': (t) => [t.put('1', {}, {}, { has: {}, lacks: ['ConsumedCapacity'] })],
  'counts read units by size and consistency': (t) => [
    t.put('1', { big: S('x'.repeat(5000)) }),
    t.get('1', { has: { ConsumedCapacity: { CapacityUnits: 2 } } }, { ReturnConsumedCapacity: 'TOTAL' }),
    t.get('1', { has: { ConsumedCapacity: { CapacityUnits: 1 } } }, { ReturnConsumedCapacity: 'TOTAL', ConsistentRead: false }),
  ],
  'reads chosen attributes': (t) => [
    t.put('1', { a: { M: { b: { L: [S('x'), S('y')] }, c: S('z') } }, d: S('w') }),
    t.get('1', { has: { Item: { a: { M: { b: { L: [S('y')] } } }, d: S('w') } } }, { ProjectionExpression: 'a.b[1], d' }),
  ],
  'reads reserved words through names': (t) => [
    t.put('1', { name: S('x') }),
    t.get('1', { has: { Item: { name: S('x') } } }, { ProjectionExpression: '#n', ExpressionAttributeNames: { '#n': 'name' } }),
    t.get('1', invalid(/reserved keyword/), { ProjectionExpression: 'name' }),
  ],
  'answers nothing for an item that is not there': (t) => [
    t.isGone('nobody'),
    t.update('new', 'SET a = :a', { ExpressionAttributeValues: { ':a': N(1) } }, ok),
  ],
};
