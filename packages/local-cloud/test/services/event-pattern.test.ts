import { describe, expect, it } from '@jest/globals';
import { checkPattern, matchesPattern } from '../../services/event-pattern.ts';

const event = {
  source: 'pheu.leads',
  'detail-type': 'lead.created',
  detail: {
    stage: 'lead',
    score: 42,
    tags: ['hot', 'web'],
    province: null,
    items: [
      { kind: 'a', size: 1 },
      { kind: 'b', size: 9 },
    ],
    file: 'photo.JPG',
  },
};
const inDetail = (detail: Record<string, unknown>) => ({ detail });

describe('an event pattern', () => {
  it.each([
    ['an exact value', { source: ['pheu.leads'] }, true],
    ['one of several values', { source: ['x', 'pheu.leads'] }, true],
    ['two fields of which one differs', { source: ['pheu.leads'], 'detail-type': ['lead.updated'] }, false],
    ['a number', inDetail({ score: [42] }), true],
    ['a number as text', inDetail({ score: ['42'] }), false],
    ['null', inDetail({ province: [null] }), true],
    ['a value in a list', inDetail({ tags: ['web'] }), true],
    ['an object in a list', inDetail({ items: { kind: ['b'], size: [9] } }), true],
    ['values of two objects in a list', inDetail({ items: { kind: ['a'], size: [9] } }), false],
    ['prefix', inDetail({ stage: [{ prefix: 'le' }] }), true],
    ['prefix without case', inDetail({ stage: [{ prefix: { 'equals-ignore-case': 'LE' } }] }), true],
    ['suffix', inDetail({ file: [{ suffix: '.JPG' }] }), true],
    ['equals-ignore-case', inDetail({ file: [{ 'equals-ignore-case': 'PHOTO.jpg' }] }), true],
    ['anything-but one', inDetail({ stage: [{ 'anything-but': 'lead' }] }), false],
    ['anything-but many', inDetail({ stage: [{ 'anything-but': ['mql', 'sql'] }] }), true],
    ['anything-but a prefix', inDetail({ stage: [{ 'anything-but': { prefix: 'le' } }] }), false],
    ['anything-but prefixes', inDetail({ stage: [{ 'anything-but': { prefix: ['m', 's'] } }] }), true],
    ['anything-but of a missing field', inDetail({ missing: [{ 'anything-but': 'x' }] }), false],
    ['a numeric range', inDetail({ score: [{ numeric: ['>', 40, '<=', 42] }] }), true],
    ['a numeric range that ends before', inDetail({ score: [{ numeric: ['>', 40, '<', 42] }] }), false],
    ['numeric of a text', inDetail({ stage: [{ numeric: ['>', 0] }] }), false],
    ['exists', inDetail({ stage: [{ exists: true }] }), true],
    ['exists of a missing field', inDetail({ missing: [{ exists: true }] }), false],
    ['not exists', inDetail({ missing: [{ exists: false }] }), true],
    ['not exists below a missing object', inDetail({ missing: { deeper: [{ exists: false }] } }), true],
    ['wildcard', inDetail({ file: [{ wildcard: 'ph*o.*' }] }), true],
    ['wildcard with a literal dot', inDetail({ stage: [{ wildcard: 'l.ad' }] }), false],
    ['$or with one that fits', inDetail({ $or: [{ stage: ['x'] }, { score: [{ numeric: ['=', 42] }] }] }), true],
    ['$or with none that fits', inDetail({ $or: [{ stage: ['x'] }, { score: [1] }] }), false],
    ['$or beside a field that differs', inDetail({ stage: ['x'], $or: [{ score: [42] }, { score: [1] }] }), false],
  ])('with %s', (_what, pattern, expected) => {
    expect(matchesPattern(pattern, event)).toBe(expected);
  });

  it('filters the records of a stream', () => {
    const pattern = { eventName: ['INSERT'], dynamodb: { NewImage: { kind: { S: ['timelineEntry'] }, ttl: [{ exists: false }] } } };

    expect(matchesPattern(pattern, { eventName: 'INSERT', dynamodb: { NewImage: { kind: { S: 'timelineEntry' } } } })).toBe(true);
    expect(matchesPattern(pattern, { eventName: 'REMOVE', dynamodb: {} })).toBe(false);
  });

  it('is refused at the start when it uses what the matcher does not know', () => {
    expect(() => checkPattern({ detail: { ip: [{ cidr: '10.0.0.0/8' }] } })).toThrow('cidr');
    expect(() => checkPattern({ source: 'pheu' })).toThrow('source');
    expect(() => checkPattern({ $or: [{ a: [1] }, { b: [{ prefix: 'x' }] }] })).not.toThrow();
  });
});
