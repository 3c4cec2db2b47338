import { describe, expect, it } from '@jest/globals';
import { CallListView } from '../../../api/calls/call-view.ts';
import { Problem } from '../../../api/problem.ts';
import { outcomeKind } from '../../../shared/call-log/outcome-config.ts';
import { planCall } from '../../../shared/call-log/plan-call.ts';
import { companyKind } from '../../../shared/company/index.ts';
import { LoggedCallId, SubjectId } from '../../../shared/platform/ids.ts';
import { createCallFloor } from '../../support/call-floor.ts';
import { askAs } from '../../support/opportunities.ts';

/** A lead whose owner has opened the opportunity of its first need. */
async function setUp() {
  const floor = await createCallFloor();
  const { leadId } = floor.lead();
  const answer = await askAs(floor.world, 'admin@example.com')('POST /v1/leads/{leadId}/opportunities', { leadId }, { product: 'crm' });
  return { ...floor, opportunityId: answer.body.opportunityId ?? '' };
}

describe('a call about an opportunity', () => {
  it('is its owner’s to log and to see, and ends what the owner of the lead was to do', async () => {
    const { logged, list, open, entries, lead, opportunityId } = await setUp();

    const call = await logged({ outcome: 'interested', opportunityId });

    expect(call).toMatchObject({ opportunityId, attempts: 1, next: { task: 'call' } });
    expect(entries('call.logged')).toMatchObject([{ data: { subject: opportunityId } }]);
    expect(open()).toMatchObject([{ name: `call-${call.callId}`, subject: 'lead', ownerRepId: lead().owner?.repId }]);
    expect(CallListView.parse((await list('rep')).body).items).toMatchObject([{ callId: call.callId, opportunityId }]);
  });

  it('puts back what it ended when it is taken back', async () => {
    const { logged, undo, open, opportunityId } = await setUp();
    const before = open().map(({ name }) => name);

    const { callId } = await logged({ outcome: 'interested', opportunityId });
    await undo(callId);

    expect(open().map(({ name }) => name)).toEqual(before);
  });

  it('is about one of this lead', async () => {
    const { log, opportunityId } = await setUp();

    const answers = await Promise.all(
      ['nope', `X${opportunityId}`, `${opportunityId}0`].map((id) => log({ outcome: 'busy', opportunityId: id })),
    );

    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422]);
    expect(Problem.parse(answers[0]?.body).errors).toEqual([{ path: 'opportunityId', message: 'the lead has no such opportunity' }]);
  });
});

describe('a call about a need that is assigned on its own', () => {
  it.each([
    ['notInterested', 'nothing', null],
    ['wrongNumber', 'disqualify', 'disqualified'],
  ])('leaves the person to whoever owns them for another need: %s', async (id, following, status) => {
    const { world, lead, opportunityId } = await setUp();
    const outcome = (await world.config.current(outcomeKind)).documents.get(id);
    const calendar = (await world.config.current(companyKind)).documents.get('company');
    if (!outcome || !calendar) throw new Error('not configured');
    const now = world.parts.clock();
    const subject = SubjectId.parse(opportunityId);
    const said = { callId: LoggedCallId.parse('C1'), subject, at: now.toISOString(), callbackAt: null, by: 'user', repId: null };

    const matter = { subject, holder: null };
    const planned = planCall(
      { lead: lead(), outcome, calls: [], tasks: [], matter, isProtected: false, floats: false, calendar },
      { ...said, durationMs: null, note: null },
      now,
    );

    expect([planned.following.do, planned.status?.to ?? null]).toEqual([following, status]);
  });
});
