import { describe, expect, it } from '@jest/globals';
import type { Stage, StageReason } from '../../../shared/leads/index.ts';
import { VisitorId } from '../../../shared/platform/ids.ts';
import type { Evidence } from '../../../shared/scoring/evidence.ts';
import { conversionOf, type ReachedStage } from '../../../shared/scoring/rules-conversion.ts';

const at = Date.parse('2026-11-20T00:00:00Z') / 1_000;
const time = (seconds: number) => new Date((at + seconds) * 1_000 + 400).toISOString();
const signal = (signalType: 'purchase' | 'page_view', seconds: number): Evidence => ({
  kind: 'signal',
  at: at + seconds,
  signal: signalType,
  about: '',
  visitorId: VisitorId.parse('v'),
});
const went = (to: Stage, seconds: number, reason: StageReason = 'person', isHeard = false): ReachedStage => ({
  at: time(seconds),
  to,
  reason,
  isHeard,
});

describe('when a lead converted', () => {
  it.each<[string, Stage, readonly Evidence[], readonly ReachedStage[], unknown]>([
    ['not: a lead that looks', 'lead', [signal('page_view', 5)], [], null],
    ['not: as far as MQL', 'mql', [], [went('mql', 5)], null],
    ['not: SQL by its levels alone', 'sql', [], [went('sql', 5, 'evidence'), went('mql', 3, 'evidence')], null],
    ['not: SQL by new rules', 'sql', [], [went('sql', 5, 'rules')], null],
    ['not: SQL by new rules, whatever a colleague heard', 'sql', [], [went('sql', 5, 'rules', true)], null],
    [
      'when a colleague heard it from the person',
      'sql',
      [],
      [went('sql', 5, 'evidence', true)],
      { at: at + 5, by: 'timeline', isCustomer: false },
    ],
    [
      'when a colleague said so, not when its levels did',
      'sql',
      [],
      [went('sql', 9), went('lead', 7), went('sql', 5, 'evidence')],
      { at: at + 9, by: 'timeline', isCustomer: false },
    ],
    ['at its first purchase', 'lead', [signal('purchase', 9), signal('purchase', 7)], [], { at: at + 7, by: 'purchase', isCustomer: true }],
    ['when its timeline says', 'sql', [], [went('sql', 30), went('mql', 20)], { at: at + 30, by: 'timeline', isCustomer: false }],
    [
      'with the earlier of both',
      'customer',
      [signal('purchase', 50)],
      [went('sql', 30)],
      { at: at + 30, by: 'timeline', isCustomer: true },
    ],
    ['though it was sent back since', 'lead', [], [went('lead', 90), went('sqo', 30)], { at: at + 30, by: 'timeline', isCustomer: false }],
    ['some time: its stage says no more', 'repeat', [], [], { at: null, by: 'stage', isCustomer: true }],
  ])('%s', (_name, stage, evidence, moves, expected) => {
    expect(conversionOf({ stage }, evidence, moves)).toEqual(expected);
  });
});
