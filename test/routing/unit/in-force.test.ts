import { describe, expect, it } from '@jest/globals';
import { DecisionId, LeadId, leadSubject, PoolId, RepId, SubjectId } from '../../../shared/platform/ids.ts';
import type { Assignment } from '../../../shared/routing/assignment.ts';
import { decisionsInForce } from '../../../shared/routing/index.ts';

const leadId = LeadId.parse('01980000-0000-7000-8000-000000000001');
const need = SubjectId.parse(`${leadId}-need1`);
const [mai, khoa] = [RepId.parse('mai'), RepId.parse('khoa')];
const poolId = PoolId.parse('hcm');
const idOf = (place: number) => DecisionId.parse(`01980000-0000-7000-8000-0000000001${String(place).padStart(2, '0')}`);
const decision = (place: number, chosen: RepId | null, subject: SubjectId = leadSubject) => ({
  decisionId: idOf(place),
  chosen,
  subject,
});
const owner = (repId: RepId, place: number) => ({ owner: { repId, poolId, since: '', decisionId: idOf(place) } });
const nobody = { owner: null };
const waiting = (fields: object): Assignment =>
  ({
    leadId,
    subject: leadSubject,
    version: 1,
    poolId,
    since: '',
    state: 'waiting',
    repId: null,
    decisionId: null,
    ...fields,
  }) as Assignment;

describe('the decision by which somebody has a subject', () => {
  it.each([
    ['the older one of two, where the newer one is of a record that became part of the other', owner(mai, 1), [], [1]],
    ['none, where it was given by hand since', owner(mai, 9), [], []],
    ['none, where whoever came first has what it only opened', owner(mai, 3), [], []],
    ['none, where the record never had an assignment', nobody, [], []],
    ['the one by which nobody could take it', nobody, [waiting({ decisionId: idOf(3) })], [3]],
    ['the one by which it is open', nobody, [waiting({ claim: { poolId, decisionId: idOf(3), until: '' } })], [3]],
    ['none, where it was let go', nobody, [waiting({ state: 'floating' })], []],
  ])('is %s', (_which, lead, assignments, expected) => {
    const decisions = [decision(3, null), decision(2, khoa), decision(1, mai)];

    expect(decisionsInForce(decisions, lead, assignments)).toEqual(
      decisions.filter(({ decisionId }) => expected.map(idOf).includes(decisionId)),
    );
  });

  it('is another one for a need, whoever has the lead', () => {
    const decisions = [decision(2, khoa, need), decision(1, mai)];
    const assignment = waiting({ subject: need, state: 'owned', repId: khoa, decisionId: idOf(2) });

    expect(decisionsInForce(decisions, owner(mai, 1), [assignment])).toEqual(decisions);
    expect(decisionsInForce(decisions, owner(mai, 1), [])).toEqual([decisions[1]]);
  });
});
