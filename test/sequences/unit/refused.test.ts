import { describe, expect, it } from '@jest/globals';
import { StepId } from '../../../shared/platform/ids.ts';
import { type MailPurpose, onlyRefusedLeft, type Refusal } from '../../../shared/sequences/rules-refused.ts';
import { mail, sequenceOf, task, wait } from '../../support/sequences.ts';

const templates = new Map<string, MailPurpose>([
  ['tin', { purpose: 'advertising', topic: 'tin' }],
  ['uu-dai', { purpose: 'advertising', topic: 'uu-dai' }],
  ['nhac', { purpose: 'service' }],
]);
const purposeOf = ({ template }: { readonly template: string }) => templates.get(template);
const of = (...names: readonly string[]) => sequenceOf(names.map((template, place) => mail(`m${place + 1}`, { template })));
const branched = sequenceOf([
  wait('w', { event: { types: ['call.logged'] }, within: 'P1D', onEvent: 'm2', onTimeout: 'm1' }),
  mail('m1', { template: 'tin' }),
  { id: 'e', do: 'end' },
  mail('m2', { template: 'nhac' }),
]);

describe('a run of which somebody refused mails', () => {
  it.each([
    ['all advertising, nothing else left', of('tin', 'uu-dai'), 'm1', 'all', true],
    ['all advertising, a service mail left', of('tin', 'nhac'), 'm1', 'all', false],
    ['all advertising, the service mail behind it', of('nhac', 'tin'), 'm2', 'all', true],
    ['one topic, another one left', of('tin', 'uu-dai'), 'm1', { topics: ['tin'] }, false],
    ['one topic, no other one left', of('uu-dai', 'tin', 'tin'), 'm2', { topics: ['tin'] }, true],
    ['both topics, a mail of each left', of('tin', 'uu-dai'), 'm1', { topics: ['tin', 'uu-dai'] }, true],
    ['both topics, a service mail left', of('tin', 'nhac'), 'm1', { topics: ['tin', 'uu-dai'] }, false],
    ['all advertising, a service mail on one of its ways', branched, 'w', 'all', false],
    ['all advertising, the other way taken', branched, 'm1', 'all', true],
    ['all advertising, templates that are no more', of('mat'), 'm1', 'all', false],
    ['all advertising, no mail at all', sequenceOf([task('t1')]), 't1', 'all', false],
  ] as const)('has nothing to tell them, or has: %s', (_what, sequence, stepId, refused: Refusal, isOver) => {
    expect(onlyRefusedLeft(sequence, { stepId: StepId.parse(stepId), done: [] }, purposeOf, refused)).toBe(isOver);
  });

  it('counts no mail that was sent already', () => {
    const run = { stepId: StepId.parse('m1'), done: [StepId.parse('m2')] };

    expect(onlyRefusedLeft(of('tin', 'nhac'), run, purposeOf, 'all')).toBe(true);
  });
});
