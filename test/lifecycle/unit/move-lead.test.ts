import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { Problem } from '../../../api/problem.ts';
import { createHandler } from '../../../functions/change-leads/app.ts';
import { type LeadEvidence, type LifecycleRules, noEvidence, noLifecycleRules, type Stage } from '../../../shared/leads/index.ts';
import { lifecycleKind } from '../../../shared/lifecycle/lifecycle-config.ts';
import { whyImpossible } from '../../../shared/lifecycle/rules-move.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const rules: LifecycleRules = {
  ...noLifecycleRules,
  moves: [
    { from: 'lead', to: 'sql', needs: { temperature: 'warm', fit: 'B' } },
    { from: 'lead', to: 'mql' },
    { from: 'sql', to: 'lead' },
  ],
};
type Known = Partial<LeadEvidence>;
const good: Known = { temperature: 'hot', fit: 'A' };

describe('a move that a person asks for', () => {
  it.each<[Stage, Stage, Known]>([
    ['lead', 'sql', good],
    ['lead', 'sql', { temperature: 'warm', fit: 'B' }],
    ['lead', 'mql', { temperature: 'cold', fit: 'D' }],
    ['sql', 'lead', good],
  ])('is possible from %s to %s with %j', (stage, to, known) => {
    expect(whyImpossible({ stage, evidence: { ...noEvidence, ...known } }, to, rules)).toBeNull();
  });

  it.each<[Stage, Stage, Known, string, string]>([
    ['sql', 'sql', good, 'The lead is at SQL already.', 'Lead đã ở giai đoạn SQL.'],
    [
      'lead',
      'sql',
      { temperature: 'cold', fit: 'C' },
      'A move from lead to SQL is impossible: temperature of warm or better (it is cold), fit of B or better (it is C) is missing.',
      'Không chuyển được từ lead sang SQL: còn thiếu độ nóng từ “ấm” (hiện “lạnh”), mức phù hợp từ B (hiện là C).',
    ],
    [
      'lead',
      'sql',
      { temperature: 'hot', fit: 'C' },
      'A move from lead to SQL is impossible: fit of B or better (it is C) is missing.',
      'Không chuyển được từ lead sang SQL: còn thiếu mức phù hợp từ B (hiện là C).',
    ],
    [
      'sql',
      'sqo',
      good,
      'A move from SQL to SQO is impossible: an opportunity that sales accepted is missing.',
      'Không chuyển được từ SQL sang SQO: còn thiếu cơ hội bán hàng đã được nhận.',
    ],
    [
      'repeat',
      'customer',
      { purchases: { paid: 2 } },
      'A move from repeat customer to customer is impossible: nobody may move a lead from there.',
      'Không chuyển được từ khách mua lại sang khách hàng: không ai chuyển được từ giai đoạn này.',
    ],
    [
      'mql',
      'lead',
      good,
      'A move from MQL to lead is impossible: nobody may move a lead from there.',
      'Không chuyển được từ MQL sang lead: không ai chuyển được từ giai đoạn này.',
    ],
    [
      'lead',
      'anonymous',
      good,
      'A move from lead to anonymous is impossible: from there it may go to SQL, MQL only.',
      'Không chuyển được từ lead sang ẩn danh: từ đây chỉ chuyển được sang SQL, MQL.',
    ],
  ])('from %s to %s with %j is refused with what is missing', (stage, to, known, en, vi) => {
    expect(whyImpossible({ stage, evidence: { ...noEvidence, ...known } }, to, rules)).toEqual({ vi, en });
  });
});

describe('the rules of moves', () => {
  it.each([
    ['a move to where the lead is', [{ from: 'sql', to: 'sql' }]],
    [
      'a move twice',
      [
        { from: 'lead', to: 'sql' },
        { from: 'lead', to: 'sql', needs: { fit: 'B' } },
      ],
    ],
    ['a customer by word', [{ from: 'sql', to: 'customer' }]],
    ['a need for nothing', [{ from: 'lead', to: 'sql', needs: {} }]],
  ])('refuse %s', (_name, moves) => {
    expect(lifecycleKind.schema.safeParse({ id: 'lifecycle', stages: {}, moves }).success).toBe(false);
  });
});

async function setUp() {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', province: 'TP.HCM' }));
  const lead = () => {
    const [only] = world.leads();
    if (!only) throw new Error('no lead');
    return only;
  };
  const handler = createHandler(world.parts, silentLog);
  const move = async (body: object, ifMatch?: string) => {
    const { leadId } = lead();
    const answer = await handler(
      {
        routeKey: 'POST /v1/leads/{leadId}/stage',
        pathParameters: { leadId },
        headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
        body: JSON.stringify(body),
        requestContext: {
          requestId: 'request-1',
          authorizer: { jwt: { claims: { token_use: 'id', email: 'admin@example.com', email_verified: 'true' } } },
        },
      },
      {} as Context,
    );
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? '') as unknown };
  };
  const moves = () =>
    world.timeline().flatMap(({ type, data, actor }) => (type === 'lead.stage_changed' ? [{ ...data, to: data.to, by: actor.id }] : []));
  return { world, lead, move, moves };
}

describe('the stage of a lead', () => {
  it('is what a person says, told with why and by whom', async () => {
    const { lead, move, moves } = await setUp();
    const { leadId, version } = lead();

    const answer = await move({ stage: 'sql', reason: 'spoke' }, `"${version}"`);

    expect(answer).toEqual({ status: 200, body: { leadId, stage: 'sql', version: version + 1 } });
    expect(lead()).toMatchObject({ stage: 'sql', version: version + 1, moved: { by: 'person' } });
    expect(moves()).toMatchObject([{ from: 'lead', to: 'sql', reason: 'person', because: 'spoke', rulesVersion: null, by: 'admin' }]);
  });

  it('goes back when the person erred', async () => {
    const { lead, move, moves } = await setUp();
    await move({ stage: 'sql', reason: 'spoke' });

    await move({ stage: 'lead', reason: 'mistake' });

    expect(lead().stage).toBe('lead');
    expect(moves().map(({ to }) => to)).toEqual(['sql', 'lead']);
  });

  it('stays when the move is impossible, and the answer says what is missing', async () => {
    const { lead, move, moves } = await setUp();

    const { status, body } = await move({ stage: 'customer', reason: 'spoke' });

    expect([status, Problem.parse(body).detail]).toEqual([
      409,
      'A move from lead to customer is impossible: a purchase that is fully paid is missing. ' +
        'Không chuyển được từ lead sang khách hàng: còn thiếu đơn hàng đã thanh toán đủ.',
    ]);
    expect([lead().stage, moves()]).toEqual(['lead', []]);
  });

  it('stays when the lead is another than the person saw', async () => {
    const { lead, move, moves } = await setUp();

    const { status } = await move({ stage: 'sql', reason: 'spoke' }, `"${lead().version + 1}"`);

    expect([status, moves()]).toEqual([412, []]);
  });

  it('stays as a person said when a post tells nothing new of the person', async () => {
    const { world, lead, move } = await setUp();
    await move({ stage: 'sql', reason: 'spoke' });

    await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', company: 'Hường Phát' }));

    expect(lead()).toMatchObject({ stage: 'sql', moved: { by: 'person' } });
  });
});
