import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { LeadView } from '../../../api/leads/lead-view.ts';
import { createHandler } from '../../../functions/change-leads/app.ts';
import { createHandler as createReader } from '../../../functions/read-leads/app.ts';
import { type LogFields, silentLog } from '../../../shared/platform/logging.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678', province: 'TP.HCM' };
const shared = { fullName: 'Lê Thị Bình', email: huong.email, phone: '0987654321' };

/** Two people with one mailbox: the first has the record, the second proposes. */
async function setUp() {
  const world = createWorld();
  for (const fields of [huong, shared]) await world.takeIn(world.post(fields));
  await world.assignAll();
  const [lead] = world.leads();
  if (!lead?.owner) throw new Error('no lead with an owner');
  const lines: (readonly [string, LogFields | undefined])[] = [];
  const log = { ...silentLog, info: (text: string, fields?: LogFields) => void lines.push([text, fields]) };
  const [change, read] = [createHandler(world.parts, log), createReader(world.parts, silentLog)];
  const event = (routeKey: string, path: Record<string, string>, email: string) => ({
    routeKey,
    pathParameters: path,
    headers: {},
    requestContext: { requestId: 'request-1', authorizer: { jwt: { claims: { token_use: 'id', email, email_verified: 'true' } } } },
  });
  const owner = [...(await world.config.current(repKind)).documents.values()].find(({ id }) => id === lead.owner?.repId);
  return {
    world,
    lead,
    lines,
    owner: owner?.email ?? '',
    decide: (word: 'accept' | 'drop', proposalId: string, email = 'admin@example.com') =>
      change(event(`POST /v1/leads/{leadId}/proposals/{proposalId}/${word}`, { leadId: lead.leadId, proposalId }, email), {} as Context),
    async view(email = 'admin@example.com') {
      const { body = '' } = await read(event('GET /v1/leads/{leadId}', { leadId: lead.leadId }, email), {} as Context);
      return LeadView.parse(JSON.parse(body));
    },
  };
}

describe('what a second person at one mailbox says', () => {
  it('stands in the record as proposals, beside a name and number that stay', async () => {
    const { view } = await setUp();

    const { fullName, phone, extraPhones, proposals } = await view();

    expect([fullName, phone?.e164, extraPhones]).toEqual([huong.fullName, '+84912345678', []]);
    expect(proposals?.map(({ field, value, underOwnAddress }) => [field, value, underOwnAddress])).toEqual([
      ['fullName', shared.fullName, false],
      ['phone', '+84987654321', false],
    ]);
    expect(proposals?.[0]).toMatchObject({ at: '2026-11-22T03:00:00.000Z', post: { formId: 'contact', submissionId: 'post-2' } });
  });

  it('is told nobody without contact details, nor that there is anything', async () => {
    const { world, view } = await setUp();
    const before = await view('marketer@example.com');

    await world.takeIn(world.post({ email: huong.email, phone: '0901234567' }));

    expect(before.proposals).toBeNull();
    expect(await view('marketer@example.com')).toEqual({ ...before, lastTouch: null });
  });
});

describe('a proposal is decided', () => {
  it('by the owner, who is named in the history, and once', async () => {
    const { world, lines, owner, decide, view, lead } = await setUp();
    const [name, number] = (await view()).proposals ?? [];

    const answers = [
      await decide('drop', name?.proposalId ?? '', owner),
      await decide('accept', number?.proposalId ?? '', owner),
      await decide('drop', number?.proposalId ?? '', owner),
    ];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([204, 204, 409]);
    expect(JSON.parse(answers[2]?.body ?? '')).toMatchObject({ type: '/v1/docs#problem-already_decided' });
    expect(JSON.parse(answers[2]?.body ?? '').detail).toMatch(/^This proposal was accepted at 2026-11-22T/);
    expect(await view()).toMatchObject({ fullName: huong.fullName, phone: { e164: '+84987654321' }, proposals: [] });
    expect(world.leads()[0]?.openProposals).toBe(false);
    const userId = lines[0]?.[1]?.userId;
    expect(
      world
        .timeline()
        .filter(({ type }) => type.startsWith('lead.proposal_'))
        .map(({ actor }) => actor),
    ).toEqual(Array(2).fill({ kind: 'user', id: userId }));
    expect(lines.map(([, fields]) => fields?.leadId)).toEqual([lead.leadId, lead.leadId]);
  });

  it.each([
    ['admin@example.com', 204],
    ['manager.south@example.com', 204],
    ['manager.north@example.com', 404],
    ['leader.south@example.com', 204],
    ['marketer@example.com', 404],
    ['nobody@example.com', 404],
  ])('by %s: %d, and what may not be known is answered as what is not there', async (user, status) => {
    const { decide, view } = await setUp();
    const [name, number] = (await view()).proposals ?? [];

    for (const [word, proposal] of [
      ['accept', number],
      ['drop', name],
    ] as const) {
      const answer = await decide(word, proposal?.proposalId ?? '', user);
      const missing = await decide(word, 'no-such-proposal', user);

      expect(answer.statusCode).toBe(status);
      expect(missing.statusCode).toBe(404);
      if (status === 404) expect(answer.body).toBe(missing.body);
    }
  });
});
