import { type CaseTable, conditionFailed, invalid, N, S } from '../support/case.ts';

const values = (more: Record<string, unknown>) => ({ ExpressionAttributeValues: more });
const condition = (text: string, more?: Record<string, unknown>) => ({
  ConditionExpression: text,
  ...(more && { ExpressionAttributeValues: more }),
});

export const updateCases: CaseTable = {
  'makes the item when it is not there': (t) => [t.update('1', 'SET v = :v', values({ ':v': N(1) })), t.holds('1', { v: N(1) })],
  'makes an item of nothing but its key': (t) => [
    { operation: 'UpdateItem', input: { TableName: t.table, Key: t.key('1') }, gives: { has: {} } },
    t.holds('1'),
  ],
  'adds and subtracts in SET': (t) => [
    t.put('1', { v: N(10) }),
    t.update('1', 'SET v = v + :a', values({ ':a': N('0.5') })),
    t.update('1', 'SET v = v - :a', values({ ':a': N(11) })),
    t.holds('1', { v: N('-0.5') }),
  ],
  'reads every operand before the update': (t) => [
    t.put('1', { a: N(1), b: N(2) }),
    t.update('1', 'SET a = b, b = a'),
    t.holds('1', { a: N(2), b: N(1) }),
  ],
  'takes a default with if_not_exists': (t) => [
    t.update('1', 'SET n = if_not_exists(n, :zero) + :one', values({ ':zero': N(0), ':one': N(1) })),
    t.update('1', 'SET n = if_not_exists(n, :zero) + :one', values({ ':zero': N(0), ':one': N(1) })),
    t.holds('1', { n: N(2) }),
  ],
  'appends to lists on both ends': (t) => [
    t.put('1', { l: { L: [S('b')] } }),
    t.update('1', 'SET l = list_append(l, :x)', values({ ':x': { L: [S('c')] } })),
    t.update('1', 'SET l = list_append(:x, l)', values({ ':x': { L: [S('a')] } })),
    t.holds('1', { l: { L: [S('a'), S('b'), S('c')] } }),
  ],
  'sets inside maps and lists': (t) => [
    t.put('1', { m: { M: { l: { L: [N(0), N(1)] } } } }),
    t.update('1', 'SET m.l[1] = :v, m.k = :v', values({ ':v': S('new') })),
    t.holds('1', { m: { M: { l: { L: [N(0), S('new')] }, k: S('new') } } }),
  ],
  'refuses a path that is not there': (t) => [
    t.put('1'),
    t.update('1', 'SET m.k = :v', values({ ':v': N(1) }), invalid(/document path provided in the update expression is invalid/)),
  ],
  'refuses to read an attribute that is not there': (t) => [
    t.put('1'),
    t.update('1', 'SET a = b', {}, invalid(/does not exist in the item/)),
  ],
  'refuses arithmetic on a text': (t) => [
    t.put('1', { v: S('x') }),
    t.update('1', 'SET v = v + :a', values({ ':a': N(1) }), invalid(/incorrect data type/)),
  ],
  'removes attributes and list members': (t) => [
    t.put('1', { a: N(1), l: { L: [S('a'), S('b'), S('c')] } }),
    t.update('1', 'REMOVE a, l[0], l[2]'),
    t.holds('1', { l: { L: [S('b')] } }),
  ],
  'adds to numbers and sets': (t) => [
    t.update('1', 'ADD n :one, s :s', values({ ':one': N(1), ':s': { SS: ['a'] } })),
    t.update('1', 'ADD n :one, s :s', values({ ':one': N(1), ':s': { SS: ['a'] } })),
    t.holds('1', { n: N(2), s: { SS: ['a'] } }),
  ],
  'deletes from a set, and the set with its last member': (t) => [
    t.put('1', { s: { SS: ['a', 'b'] } }),
    t.update('1', 'DELETE s :x', values({ ':x': { SS: ['a'] } })),
    t.holds('1', { s: { SS: ['b'] } }),
    t.update('1', 'DELETE s :x', values({ ':x': { SS: ['b'] } })),
    t.holds('1'),
  ],
  'refuses to change a key': (t) => [t.put('1'), t.update('1', 'SET sk = :v', values({ ':v': S('2') }), invalid(/part of the key/))],
  'refuses overlapping paths': (t) => [t.put('1'), t.update('1', 'SET a = :v, a.b = :v', values({ ':v': N(1) }), invalid(/overlap/))],
  'refuses a value that is not used': (t) => [
    t.update('1', 'SET a = :v', values({ ':v': N(1), ':w': N(2) }), invalid(/unused in expressions/)),
  ],
  'refuses a value that is not given': (t) => [t.update('1', 'SET a = :v', {}, invalid(/not defined/))],
  'refuses a broken expression': (t) => [t.update('1', 'SET a == :v', values({ ':v': N(1) }), invalid(/Syntax error/))],
  'returns what was asked for': (t) => [
    t.put('1', { a: N(1), b: N(1) }),
    t.update(
      '1',
      'SET a = :v',
      { ...values({ ':v': N(2) }), ReturnValues: 'ALL_NEW' },
      { has: { Attributes: t.item('1', { a: N(2), b: N(1) }) } },
    ),
    t.update('1', 'SET a = :v', { ...values({ ':v': N(3) }), ReturnValues: 'UPDATED_NEW' }, { has: { Attributes: { a: N(3) } } }),
    t.update('1', 'SET a = :v', { ...values({ ':v': N(4) }), ReturnValues: 'UPDATED_OLD' }, { has: { Attributes: { a: N(3) } } }),
    t.update(
      '1',
      'SET a = :v',
      { ...values({ ':v': N(5) }), ReturnValues: 'ALL_OLD' },
      { has: { Attributes: t.item('1', { a: N(4), b: N(1) }) } },
    ),
  ],
  'compares numbers as numbers': (t) => [
    t.put('1', { v: N(9) }),
    t.update('1', 'SET ok = :t', condition('v < :ten', { ':ten': N(10), ':t': N(1) })),
    t.holds('1', { v: N(9), ok: N(1) }),
  ],
  'never finds different types equal or ordered': (t) => [
    t.put('1', { v: N(1) }),
    t.put('1', {}, condition('v = :x', { ':x': S('1') }), conditionFailed),
    t.put('1', {}, condition('v < :x', { ':x': S('2') }), conditionFailed),
    t.put('1', {}, condition('v <> :x', { ':x': S('1') })),
  ],
  'understands AND, OR, NOT and parentheses': (t) => [
    t.put('1', { a: N(1), b: N(2) }),
    t.put('1', {}, condition('NOT (a = :one OR b = :one) AND a = :one', { ':one': N(1) }), conditionFailed),
    t.put('1', {}, condition('a = :two OR NOT b = :one AND a = :one', { ':one': N(1), ':two': N(2) })),
  ],
  'understands BETWEEN, IN, begins_with, contains, size and attribute_type': (t) => [
    t.put('1', { n: N(5), s: S('chào bạn'), l: { L: [N(1), N(2)] }, ss: { SS: ['x', 'y'] } }),
    t.update(
      '1',
      'SET seen = :five',
      condition(
        'n BETWEEN :one AND :ten AND n IN (:one, :five) AND begins_with(s, :chao) AND contains(s, :ban) AND contains(l, :one) AND contains(ss, :x) AND size(l) = :two AND attribute_type(n, :typeN)',
        {
          ':one': N(1),
          ':two': N(2),
          ':five': N(5),
          ':ten': N(10),
          ':chao': S('chào'),
          ':ban': S('bạn'),
          ':x': S('x'),
          ':typeN': S('N'),
        },
      ),
    ),
  ],
  'compares maps and lists by their content': (t) => [
    t.put('1', { m: { M: { a: N(1), b: { L: [S('x')] } } } }),
    t.update('1', 'SET v = :v', condition('m = :m', { ':m': { M: { b: { L: [S('x')] }, a: N(1) } }, ':v': N(1) })),
    t.put('1', {}, condition('m = :m', { ':m': { M: { a: N(1), b: { L: [S('y')] } } } }), conditionFailed),
  ],
  'compares sets without regard to order': (t) => [
    t.put('1', { s: { SS: ['a', 'b'] } }),
    t.update('1', 'SET v = :v', condition('s = :s', { ':s': { SS: ['b', 'a'] }, ':v': N(1) })),
  ],
  'compares two attributes': (t) => [
    t.put('1', { a: N(2), b: N(10) }),
    t.put('1', {}, condition('a > b'), conditionFailed),
    t.put('1', {}, condition('a < b')),
  ],
  'checks conditions inside documents': (t) => [
    t.put('1', { m: { M: { l: { L: [{ M: { v: N(7) } }] } } } }),
    t.put('1', {}, condition('m.l[0].v = :v AND attribute_not_exists(m.l[1])', { ':v': N(7) })),
  ],
};
