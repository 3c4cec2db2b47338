import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { LeadView } from '../../../api/leads/lead-view.ts';
import { createHandler } from '../../../functions/change-leads/app.ts';
import { createHandler as createReader } from '../../../functions/read-leads/app.ts';
import type { LogFields } from '../../../shared/platform/logging.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { addressOf, openingOf, trackingOf, visitorId } from '../../support/tracking/device.ts';
import { people } from '../../support/tracking/history.ts';

const [an] = people;
const opened = '2026-11-20T08:00:00.000Z';
const route = 'DELETE /v1/leads/{leadId}/visitors/{visitorId}';

async function setUp() {
  const lines: [string, LogFields | undefined][] = [];
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị An', email: addressOf(an) }));
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  await trackingOf(openingOf(lead.leadId, opened))(world);
  const log = { ...silentLog, info: (text: string, fields?: LogFields) => void lines.push([text, fields]) };
  const change = createHandler(world.parts, log);
  const read = createReader(world.parts, log);
  const event = (routeKey: string, path: { leadId?: string; visitorId?: string }, email: string) => ({
    routeKey,
    pathParameters: path,
    headers: {},
    requestContext: { requestId: 'request-1', authorizer: { jwt: { claims: { token_use: 'id', email, email_verified: 'true' } } } },
  });
  return {
    world,
    lines,
    lead,
    unlink: (path: { leadId?: string; visitorId?: string }, email = 'admin@example.com', routeKey = route) =>
      change(event(routeKey, path, email), {} as Context),
    view: async (email = 'admin@example.com') =>
      LeadView.parse(JSON.parse((await read(event('GET /v1/leads/{leadId}', { leadId: lead.leadId }, email), {} as Context)).body ?? '')),
  };
}

describe('taking a device off a lead', () => {
  it('is offered with the record, done once, and told with who did it', async () => {
    const { world, lines, lead, unlink, view } = await setUp();
    const before = await view();

    const answers = [await unlink({ leadId: lead.leadId, visitorId }), await unlink({ leadId: lead.leadId, visitorId })];

    expect(before).toMatchObject({ visitors: [{ visitorId, since: opened, weak: true }], behaviour: { visits: 1 } });
    expect(await view()).toMatchObject({ visitors: [], behaviour: null });
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([204, 404]);
    expect(answers[0]?.body).toBe('');
    expect(world.timeline().at(-1)).toMatchObject({
      type: 'visitor.unlinked',
      actor: { kind: 'user', id: 'admin' },
      correlationId: 'request-1',
      data: { visitorId, reason: 'undone' },
    });
    expect(lines.filter(([text]) => text === 'link of a visitor undone')).toEqual([
      ['link of a visitor undone', { userId: 'admin', leadId: lead.leadId, visitorId }],
    ]);
  });

  it.each([
    ['a lead that is none', { leadId: 'x'.repeat(65), visitorId: String(visitorId) }],
    ['a visitor that is a key', { leadId: 'L1', visitorId: 'a#b' }],
    ['no visitor', { leadId: 'L1' }],
    ['another lead', { leadId: 'L2', visitorId: String(visitorId) }],
  ])('answers 404 for %s', async (_, path) => {
    const { unlink, view } = await setUp();

    expect((await unlink(path)).statusCode).toBe(404);
    expect((await view()).visitors).toHaveLength(1);
  });

  it('is not for marketers, who see the device all the same, and knows no other route', async () => {
    const { lead, unlink, view } = await setUp();
    const path = { leadId: lead.leadId, visitorId };

    expect((await unlink(path, 'marketer@example.com')).statusCode).toBe(404);
    expect((await unlink(path, 'admin@example.com', 'PUT /v1/leads/{leadId}')).statusCode).toBe(404);
    expect((await view('marketer@example.com')).visitors).toHaveLength(1);
  });
});
