import { describe, expect, it } from '@jest/globals';
import conditionParser from 'dynalite/db/conditionParser.js';
import db from 'dynalite/db/index.js';
import updateParser from 'dynalite/db/updateParser.js';
import { type Parse, type ParserContext, rememberParsed } from '../../dynamodb/parsed-expressions.ts';
import type { AttributeValue } from '../../dynamodb/types.ts';

const names = { '#a': 'name', '#b': 'other' };

/** What dynalite's checks hand to a parser. */
function contextOf(attrVals: Record<string, AttributeValue>): ParserContext {
  const unused = (given: object) => Object.fromEntries(Object.keys(given).map((name) => [name, true]));
  const surroundings = { isReserved: () => false, compare: db.compare };
  return { ...surroundings, attrNames: names, attrVals, unusedAttrNames: unused(names), unusedAttrVals: unused(attrVals) };
}

function counted(parse: Parse): { parse: Parse; calls: () => number } {
  let count = 0;
  return {
    parse: (...given) => {
      count += 1;
      return parse(...given);
    },
    calls: () => count,
  };
}

const ofCondition = [
  'attribute_not_exists(pk) OR (#a = :v AND size(#b) > :n)',
  'begins_with(sk, :v) AND NOT #a IN (:v, :v)',
  'sk BETWEEN :v AND :v',
].map((text) => ({ text, parser: conditionParser.parse }));
const ofUpdate = ['SET #a = :v, q.#b[2] = if_not_exists(z, :n) + :n REMOVE gone', 'ADD total :n'].map((text) => ({
  text,
  parser: updateParser.parse,
}));

describe('a remembered expression', () => {
  it.each([...ofCondition, ...ofUpdate])('is what the parser makes of it, with the values of each call: $text', ({ text, parser }) => {
    const remembered = rememberParsed(parser);

    for (const value of ['first', 'second', 'third']) {
      const [fresh, ours] = [0, 1].map(() => contextOf({ ':v': { S: value }, ':n': { N: String(value.length) } }));
      if (!fresh || !ours) throw new Error('two contexts');
      expect(remembered(text, { context: ours })).toEqual(parser(text, { context: fresh }));
      expect(ours.unusedAttrNames).toEqual(fresh.unusedAttrNames);
      expect(ours.unusedAttrVals).toEqual(fresh.unusedAttrVals);
    }
  });

  it('is parsed once for all values', () => {
    const { parse, calls } = counted(conditionParser.parse);
    const remembered = rememberParsed(parse);

    for (const value of ['first', 'second']) remembered('#a = :v', { context: contextOf({ ':v': { S: value } }) });

    expect(calls()).toBe(1);
  });

  it('is refused for a value of another type, whatever was taken before', () => {
    const remembered = rememberParsed(updateParser.parse);
    remembered('ADD total :v', { context: contextOf({ ':v': { N: '1' } }) });

    expect(remembered('ADD total :v', { context: contextOf({ ':v': { S: 'one' } }) })).toMatch(/Incorrect operand type/);
  });

  it('is refused again when it was refused before', () => {
    const remembered = rememberParsed(conditionParser.parse);
    const answers = [0, 1].map(() => remembered('#a = :missing', { context: contextOf({ ':v': { S: 'x' } }) }));

    expect(answers).toEqual([expect.stringMatching(/not defined/), expect.stringMatching(/not defined/)]);
  });

  it('marks as used what an expression before it has used already', () => {
    const remembered = rememberParsed(conditionParser.parse);
    const first = contextOf({ ':v': { S: 'x' } });
    first.unusedAttrVals = {};
    remembered('#a = :v', { context: first });
    const second = contextOf({ ':v': { S: 'y' } });
    remembered('#a = :v', { context: second });

    expect(second.unusedAttrVals).toEqual({});
  });

  it('stays as it was when a run changes the answer', () => {
    const remembered = rememberParsed(conditionParser.parse);
    const ask = () => remembered('#a = :v', { context: contextOf({ ':v': { S: 'x' } }) });
    const before = JSON.stringify(ask());
    for (const answer of [ask(), ask()])
      if (typeof answer === 'object' && answer !== null) Object.assign(answer, { expression: 'changed' });

    expect(JSON.stringify(ask())).toBe(before);
  });
});
