import { describe, expect, it } from '@jest/globals';
import { detailTypes } from '../../../events/detail-types.ts';
import { hastens } from '../../../shared/sequences/rules-asks.ts';
import { mail, sequenceOf } from '../../support/sequences.ts';

const steps = [mail('chao')];
const asked = (more: object) => detailTypes.filter((type) => hastens({ type, data: {} }, [sequenceOf(steps, more)])).toSorted();
const always = ['lead.consent_changed', 'lead.stage_changed', 'lead.status_changed'];
const needs = ['lead.accepted', 'opportunity.changed', 'opportunity.lost', 'opportunity.opened', 'opportunity.reopened', 'opportunity.won'];
const orders = ['lead.cart_bought', 'purchase.fact_voided', 'purchase.recorded'];
const exit = (rule: object) => ({ exits: [{ id: 'xong', if: rule }] });

describe('runs are looked at when something may have ended them', () => {
  it.each<[string, object, readonly string[]]>([
    ['nothing but what always does, where no rule asks for more', {}, []],
    ['a need, where an exit counts them', exit({ openOpportunities: { atLeast: 1 } }), needs],
    ['an order, where the goal asks for the last one', { goal: { lastOrdered: { withinDays: 2 } } }, orders],
    ['a cart, where an exit asks for none', exit({ not: { leftCart: true } }), ['lead.cart_left', ...orders]],
    ['a call that reached the person', exit({ reached: { atLeast: 1 } }), ['call.logged', 'call.undone']],
    [
      'warmth and fit, deep in a rule',
      exit({ any: [{ temperature: ['hot'] }, { all: [{ fit: ['A'] }] }] }),
      ['lead.temperature_changed', 'lead.fit_changed'],
    ],
    ['a tag', { goal: { tag: ['da-ky'] } }, ['lead.updated', 'submission.linked']],
    ['no time that passes, for which each step is due', exit({ created: { beforeDays: 90 } }), []],
  ])('%s', (_what, more, types) => {
    expect(asked(more)).toEqual([...always, ...types].toSorted());
  });

  it('not at all where there is no sequence', () => {
    expect(detailTypes.filter((type) => hastens({ type, data: {} }, []))).toEqual([]);
  });
});
