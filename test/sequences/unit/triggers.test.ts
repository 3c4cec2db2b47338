import { describe, expect, it } from '@jest/globals';
import { asMoved, startedBy } from '../../../shared/sequences/rules-asks.ts';
import { mail, sequenceOf } from '../../support/sequences.ts';

const begunBy = (...triggers: readonly object[]) => [sequenceOf([mail('m1')], { triggers })];
const stage = { on: 'stage', stage: ['mql'] };
const hot = { on: 'level', temperature: ['hot'], fit: ['A'] };
const anyStage = { on: 'event', type: 'lead.stage_changed' };
const byRules = { on: 'event', type: 'lead.stage_changed', where: { reason: ['rules', 'evidence'] } };
const inSegment = { on: 'segment', segment: 'vip' };
const anySegment = { on: 'event', type: 'segment.entered' };

const moved = (reason: string) => ({ type: 'lead.stage_changed', data: { from: 'lead', to: 'mql', reason } });
const warmed = (reason: string) => ({ type: 'lead.temperature_changed', data: { from: 'warm', to: 'hot', reason } });
const fitted = (reason: string) => ({ type: 'lead.fit_changed', data: { from: 'B', to: 'A', reason } });
const entered = (starts: boolean) => ({ type: 'segment.entered', data: { segmentId: 'vip', starts } });

describe('what a lead does, and what people change about rules', () => {
  it.each([
    ['a stage by evidence', stage, moved('evidence'), true],
    ['a stage by new rules', stage, moved('rules'), false],
    ['a stage by a person', stage, moved('person'), true],
    ['any stage by new rules', anyStage, moved('rules'), false],
    ['a stage by new rules, where that is asked for', byRules, moved('rules'), true],
    ['a temperature by interest', hot, warmed('interest'), true],
    ['a temperature by new rules', hot, warmed('rules'), false],
    ['a fit by the record', hot, fitted('record'), true],
    ['a fit by new rules', hot, fitted('rules'), false],
    ['a segment', inSegment, entered(true), true],
    ['a segment whose rule was changed', inSegment, entered(false), false],
    ['any segment, of one whose rule was changed', anySegment, entered(false), false],
  ])('%s: %#', (_what, trigger, event, starts) => {
    expect(startedBy(event, begunBy(trigger))).toEqual(starts ? ['thu'] : []);
  });

  it.each([
    ['new rules made it hot', [warmed('rules')], false],
    ['it became hot', [warmed('interest')], true],
    ['nothing else is told', [], true],
  ])('begin with a stage where %s', (_what, told, starts) => {
    const event = moved('evidence');

    expect(startedBy(asMoved(event, [event, ...told]), begunBy(stage))).toEqual(starts ? ['thu'] : []);
  });
});
