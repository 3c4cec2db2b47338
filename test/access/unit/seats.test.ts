import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { LeadListView } from '../../../api/leads/lead-view.ts';
import { createHandler as createChanger } from '../../../functions/change-leads/app.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { type RepId, SubjectId } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { moveSubject, writeSeat } from '../../../shared/seats/index.ts';
import { countingTable } from '../../support/counting-table.ts';
import { laggingTable } from '../../support/lagging-table.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { reassign } from '../../support/lead-world/reassign.ts';
import { postFromDevice } from '../../support/lead-world/with-device.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const person = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678', province: 'Hà Nội' };
const at = '2026-11-22T04:00:00.000Z';
const records = ['/v1/leads/{leadId}', '/v1/leads/{leadId}/timeline', '/v1/leads/{leadId}/decisions', '/v1/leads/{leadId}/score'];
const post = '/v1/forms/{formId}/submissions/{submissionId}';

/** A lead, its owner and a rep who has nothing of it. */
async function setUp() {
  const world = createWorld();
  const ref = await postFromDevice(world, person);
  await world.assignAll();
  const [lead] = world.leads();
  const reps = [...(await world.config.current(repKind)).documents.values()];
  const [owner, other] = [reps.find(({ id }) => id === lead?.owner?.repId), reps.find(({ id }) => id !== lead?.owner?.repId)];
  if (!lead || !owner || !other) throw new Error('no lead with an owner');
  /** What a rep is shown of the lead, by route. */
  const shownTo = async (email: string, table = world.table): Promise<string[]> => {
    const ask = readRoutes({ ...world, table });
    const shown: string[] = [];
    for (const route of records) if ((await ask(route, email, { path: { leadId: lead.leadId } })).status === 200) shown.push(route);
    if ((await ask(post, email, { path: { formId: ref.sourceId, submissionId: ref.submissionId } })).status === 200) shown.push(post);
    for (const query of [{ email: person.email }, { phone: person.phone }]) {
      const list = LeadListView.safeParse((await ask('/v1/leads', email, { query })).body);
      if (list.success && list.data.items.length > 0) shown.push(Object.keys(query).join());
    }
    return shown;
  };
  const unlink = async (email: string, table = world.table): Promise<number> => {
    const change = createChanger({ ...world.parts, table }, silentLog);
    const claims = { token_use: 'id', email, email_verified: 'true' };
    const event = {
      routeKey: 'DELETE /v1/leads/{leadId}/visitors/{visitorId}',
      pathParameters: { leadId: lead.leadId, visitorId: 'visitor-1' },
      headers: {},
      requestContext: { requestId: 'request-1', authorizer: { jwt: { claims } } },
    };
    return (await change(event, {} as Context)).statusCode;
  };
  return { world, lead, owner, other, shownTo, unlink };
}

/** The rep owns something of the lead beside its owner. */
const seatFor = (lead: Lead, repId: RepId) =>
  moveSubject({ leadId: lead.leadId, subject: SubjectId.parse('opportunity'), from: null, to: repId, at }, [], {
    leadVersion: lead.version,
    activityAt: lead.createdAt,
    card: 'packed',
  }).map(writeSeat);

const everything = [...records, post, 'email', 'phone'];

describe('a seat at a lead', () => {
  it('shows a rep the lead of another, and lets them put it right', async () => {
    const { world, lead, owner, other, shownTo, unlink } = await setUp();
    const before = await shownTo(other.email);

    await world.table.transact(seatFor(lead, other.id));

    expect(before).toEqual([]);
    expect(await shownTo(other.email)).toEqual(everything);
    expect(await unlink(other.email)).toBe(204);
    expect(await shownTo(owner.email)).toEqual(everything);
  });

  it.each(['a manager of another region', 'a marketer'])('changes nothing for %s', async (who) => {
    const { world, lead, other, shownTo } = await setUp();
    const email = who === 'a marketer' ? 'marketer@example.com' : 'manager.south@example.com';
    const before = await shownTo(email);

    await world.table.transact(seatFor(lead, other.id));

    expect(await shownTo(email)).toEqual(before);
  });
});

describe('a rep whose lead went to somebody else', () => {
  it('sees nothing of it, and who has it now sees everything', async () => {
    const { world, lead, owner, other, shownTo, unlink } = await setUp();

    await reassign(world.table, lead.leadId, other.id, at);

    expect(await shownTo(owner.email)).toEqual([]);
    expect(await unlink(owner.email)).toBe(404);
    expect(await shownTo(other.email)).toEqual(everything);
  });

  it('is shown no record by a read that lags behind, and may change nothing', async () => {
    const { world, lead, owner, other, shownTo, unlink } = await setUp();
    const lagging = laggingTable(world.table);

    await reassign(world.table, lead.leadId, other.id, at);

    expect((await shownTo(owner.email, lagging)).filter((route) => route.startsWith('/'))).toEqual([]);
    expect(await unlink(owner.email, lagging)).toBe(404);
  });

  it('costs the same reads as one who asks for a lead that there is not', async () => {
    const { world, lead, other } = await setUp();
    const readsOf = async (leadId: string) => {
      const table = countingTable(world.table);
      const { status, text } = await readRoutes({ ...world, table })('/v1/leads/{leadId}', other.email, { path: { leadId } });
      return { status, text, reads: table.reads };
    };

    expect(await readsOf(lead.leadId)).toEqual(await readsOf('L0000000000000000000000000'));
  });
});
