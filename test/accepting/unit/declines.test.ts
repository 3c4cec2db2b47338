import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { WorkMessage } from '../../../events/index.ts';
import { createHandler } from '../../../functions/change-leads/app.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { tellDeclinedWork } from '../../../shared/notices/tell-declined.ts';
import { PoolId } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { territoryKind } from '../../../shared/routing/territory-config.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { doWork } from '../../../shared/work/index.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { OfferedWorld } from '../../support/offers.ts';
import { unheardQueue } from '../../support/queues.ts';

const timersOf = ({ world }: OfferedWorld) =>
  world.itemsOf('DUE#').flatMap((item) => (item.groupId === tellDeclinedWork.kind ? [Timer.parse(item)] : []));

/** Does what the timers of declines ask for, and returns the requests of mails. */
async function told(offered: OfferedWorld): Promise<unknown[]> {
  const sent: unknown[] = [];
  const notice = {
    send: async () => {},
    sendAll: async (messages: readonly { body: unknown }[]) => void sent.push(...messages.map(({ body }) => body)),
  };
  const queues = { assign: unheardQueue, work: unheardQueue, notice, mail: unheardQueue, score: unheardQueue };
  for (const { message } of timersOf(offered))
    await doWork(WorkMessage.parse(message), [tellDeclinedWork], { ...offered.world.parts, queues });
  return sent;
}

/** Who is offered the lead declines by the API. */
async function declineByApi(offered: OfferedWorld, body: object, by?: string) {
  const { world, lead } = offered;
  const repId = by ?? (await offered.assignment()).repId;
  const users = [...(await world.config.current(userKind)).documents.values()];
  const email = users.find((user) => user.repId === repId)?.email;
  const answer = await createHandler(world.parts, silentLog)(
    {
      routeKey: 'POST /v1/leads/{leadId}/decline',
      pathParameters: { leadId: lead.leadId },
      headers: {},
      body: JSON.stringify(body),
      requestContext: { requestId: 'declines', authorizer: { jwt: { claims: { token_use: 'id', email, email_verified: 'true' } } } },
    },
    {} as Context,
  );
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}') };
}

/** A second person whom the rep of the first has, so that the rep sees both. */
async function another(offered: OfferedWorld) {
  const { world, lead } = offered;
  await world.takeIn(world.post({ fullName: 'Nguyễn Thu Hường', email: 'huong.khac@example.com', province: 'TP.HCM' }));
  await world.assignAll();
  const other = world.leads().find(({ leadId }) => leadId !== lead.leadId);
  if (!other) throw new Error('no other lead');
  return other;
}

describe('the leaders of a pool', () => {
  it.each([
    ['spam', undefined, true],
    ['duplicate', undefined, true],
    ['wrongTerritory', undefined, true],
    ['noCapacity', undefined, false],
    ['other', undefined, false],
    ['other', 'khách cần người nói tiếng Nhật', true],
  ] as const)('hear of a decline for %s (%s): %s', async (reason, note, isTold) => {
    const offered = await OfferedWorld.create();
    const own = await offered.own();

    await offered.decline({ ...own, note }, reason);

    const asked = {
      kind: 'declinedNotice',
      reason,
      poolId: 'south',
      repId: own.actor.id,
      decisionId: own.decisionId,
      userId: 'leader-south',
    };
    expect(await told(offered)).toMatchObject(isTold ? [asked] : []);
    // Whoever is told, the next rep is asked.
    await offered.world.assignAll();
    expect((await offered.assignment()).repId).not.toBe(own.actor.id);
  });

  it('hear of none that the rules move to another pool by themselves', async () => {
    const offered = await OfferedWorld.create();
    for (const { id } of (await offered.world.config.current(territoryKind)).documents.values())
      offered.world.config.change(territoryKind, id, (territory) => ({ ...territory, poolId: PoolId.parse('north') }));

    await offered.decline(await offered.own(), 'wrongTerritory');

    expect(await told(offered)).toEqual([]);
  });
});

describe('a rep who declines once more by the API', () => {
  it('is answered as before, also when another rep was asked or has it by then, and changes nothing', async () => {
    const offered = await OfferedWorld.create();
    const { repId } = await offered.assignment();
    const first = await declineByApi(offered, { reason: 'noCapacity' });
    await offered.world.assignAll();
    const asked = await declineByApi(offered, { reason: 'other', note: 'nhầm' }, String(repId));
    await offered.accept(await offered.own());
    const told = offered.told();

    const owned = await declineByApi(offered, { reason: 'noCapacity' }, String(repId));

    expect(first.status).toBe(200);
    expect([asked, owned]).toEqual([first, first]);
    expect(offered.told()).toEqual(told);
    expect(offered.world.itemsOf(' DECLINE#')).toEqual([]);
  });

  it('is told of none where they never declined: somebody else has it, or had it', async () => {
    const offered = await OfferedWorld.create();
    const { repId } = await offered.assignment();
    await offered.expire();

    expect((await declineByApi(offered, { reason: 'noCapacity' }, String(repId))).status).toBe(404);
  });
});

describe('what a rep writes to a decline', () => {
  const note = 'Chị này là mẹ của anh Nam, số 0912 999 888';

  it('is shown in the history to those who see contact details, and told by no event', async () => {
    const offered = await OfferedWorld.create();

    const answer = await declineByApi(offered, { reason: 'other', note: `  ${note}  ` });

    expect(answer.status).toBe(200);
    const entries = offered.world.timeline().filter(({ type }) => type === 'lead.unassigned');
    expect(entries.map(({ data }) => data)).toMatchObject([{ because: 'other', hasNote: true }]);
    expect(JSON.stringify([offered.world.timeline(), await told(offered), timersOf(offered)])).not.toContain('anh Nam');
    const history = async (user: string) => {
      const ask = readRoutes(offered.world);
      const { body } = await ask('/v1/leads/{leadId}/timeline', user, { path: { leadId: offered.lead.leadId } });
      return (body as { items: { data: { note?: string } }[] }).items.flatMap(({ data }) => data.note ?? []);
    };
    expect(await history('leader.south@example.com')).toEqual([note]);
    expect(await history('marketer@example.com')).toEqual([]);
  });

  it('is shown in the history of the record that is left, where the two are merged', async () => {
    const offered = await OfferedWorld.create();
    const other = await another(offered);
    await declineByApi(offered, { reason: 'other', note });

    const merged = await createHandler(offered.world.parts, silentLog)(
      {
        routeKey: 'POST /v1/leads/{leadId}/merge',
        pathParameters: { leadId: other.leadId },
        headers: {},
        body: JSON.stringify({ otherLeadId: offered.lead.leadId }),
        requestContext: {
          requestId: 'merges',
          authorizer: { jwt: { claims: { token_use: 'id', email: 'admin@example.com', email_verified: 'true' } } },
        },
      },
      {} as Context,
    );
    const { body } = await readRoutes(offered.world)('/v1/leads/{leadId}/timeline', 'admin@example.com', {
      path: { leadId: other.leadId },
    });

    expect(merged.statusCode).toBe(200);
    expect((body as { items: { data: { note?: string } }[] }).items.flatMap(({ data }) => data.note ?? [])).toEqual([note]);
  });

  it('is refused where it is longer than anybody reads, and nothing changes', async () => {
    const offered = await OfferedWorld.create();

    const answer = await declineByApi(offered, { reason: 'other', note: 'ă'.repeat(501) });

    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'note' }] } });
    expect((await offered.assignment()).state).toBe('offered');
  });

  it('is taken from the page, as much of it as is kept', async () => {
    const offered = await OfferedWorld.create();
    const token = offered.token(await offered.own());

    const page = await offered.follow(
      'POST',
      '/decline',
      token,
      new URLSearchParams({ reason: 'other', note: 'ắ'.repeat(600) }).toString(),
    );

    expect(page.statusCode).toBe(200);
    expect(offered.world.itemsOf(' DECLINE#').map((item) => [...String(item.note)].length)).toEqual([500]);
  });
});

describe('a rep who says that it is a lead they know', () => {
  it('has the pair noted once, for a person to decide about', async () => {
    const offered = await OfferedWorld.create();
    const other = await another(offered);
    const own = await offered.own();

    await offered.decline({ ...own, sameAs: other.leadId }, 'duplicate');
    await offered.world.assignAll();
    const next = (await offered.world.leads()).find(({ leadId }) => leadId === own.leadId);
    await offered.decline({ ...own, decisionId: next?.owner?.decisionId as never, sameAs: other.leadId }, 'duplicate');

    expect(offered.world.itemsOf(' MERGE#')).toMatchObject([{ reason: 'saidByRep', leadId: own.leadId, otherLeadId: other.leadId }]);
    const found = offered.world.timeline().filter(({ type }) => type === 'lead.merge_candidate_found');
    expect(found.map(({ leadId, data }) => [leadId, data.reason])).toEqual([[own.leadId, 'saidByRep']]);
  });

  it('is answered alike for a lead that is not there, one that they may not see, and the very same', async () => {
    const offered = await OfferedWorld.create();
    const { repId } = await offered.assignment();
    const other = await another(offered);
    expect(other.owner?.repId).not.toBe(repId);

    const answers = await Promise.all(
      ['nobody', other.leadId, offered.lead.leadId].map((sameAs) => declineByApi(offered, { reason: 'duplicate', sameAs })),
    );

    for (const { status, body } of answers)
      expect({ status, errors: body.errors }).toEqual({
        status: 422,
        errors: [{ path: 'sameAs', message: 'name another lead that you can see' }],
      });
    expect((await offered.assignment()).state).toBe('offered');
  });
});
