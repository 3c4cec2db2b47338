import { describe, expect, it } from '@jest/globals';
import { createHandler } from '../../../functions/change-leads/app.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { ClaimTakenError, claimOpen, readDecisions, readPoolState, recordedRules, replay, rerun } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { assignmentFaults, waitingIn } from '../../support/assignment-faults.ts';
import { minutes, openWorld, south } from '../../support/claims.ts';
import { dying } from '../../support/dying-table.ts';
import { interrupted } from '../../support/projector.ts';

const noticesOf = (sent: readonly unknown[]) => sent.filter((message) => JSON.stringify(message).includes('claimNotice'));

describe('a pool of the mode claim', () => {
  it('opens a lead to everybody who is there, tells each once, and gives it to nobody yet', async () => {
    const { world, repIds, arrive, lead, opened } = await openWorld();
    world.config.change(repKind, repIds[3] ?? '', (rep) => ({ ...rep, active: false }));

    await arrive();

    const { until } = await opened();
    expect([lead().routing?.state, lead().owner, waitingIn(world.table.items.values()).length]).toEqual(['waiting', null, 1]);
    expect(Date.parse(until) - world.parts.clock().getTime()).toBeGreaterThan(4 * minutes);
    expect(world.timeline().at(-1)).toMatchObject({ type: 'lead.unassigned', data: { reason: 'openToClaim', until } });
    expect(noticesOf(world.sent.notice)).toHaveLength(3);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it('is the first’s who accepts; the page tells the others, and opening it changes nothing', async () => {
    const { world, repIds, arrive, lead, opened, page, settle } = await openWorld();
    const [first, second] = repIds;
    if (!first || !second) throw new Error('no two reps');
    await arrive();
    const open = await opened();

    const seen = await page('GET', '', open, first);
    const before = lead().owner;
    const accepted = await page('POST', '/accept', open, first);
    const late = await page('POST', '/accept', open, second);
    const lateSeen = await page('GET', '', open, second);
    const again = await page('POST', '/accept', open, first);

    expect([seen.status, before]).toEqual([200, null]);
    expect(seen.body).not.toMatch(/0912|huong0@/);
    expect([accepted.status, again.status, lead().owner?.repId]).toEqual([200, 200, first]);
    expect(accepted.body).toMatch(/0912/);
    expect([late.status, lateSeen.status]).toEqual([409, 409]);
    expect(late.body).toContain('Đã có người nhận');
    expect(late.body).not.toMatch(/0912|Hường/);
    expect(world.timeline().at(-1)).toMatchObject({ type: 'lead.assigned', data: { how: 'open', repId: first } });
    await settle(10 * minutes);
    expect(lead().owner?.repId).toBe(first);
    const { members } = await readPoolState(world.table, south);
    expect([members[first]?.credits, members[second]?.credits ?? 0]).toEqual([1, 0]);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it('a thousand at once: one has it, everybody else is told so', async () => {
    const { world, repIds, arrive, lead, opened, claim } = await openWorld({ reps: 1_000 });
    await arrive();
    const open = await opened();

    const answers = await Promise.allSettled(repIds.map((repId) => claim(open, repId)));

    const won = answers.filter(({ status }) => status === 'fulfilled');
    const refused = answers.filter((answer) => answer.status === 'rejected' && answer.reason instanceof ClaimTakenError);
    expect([won.length, refused.length]).toEqual([1, 999]);
    expect(repIds[answers.findIndex(({ status }) => status === 'fulfilled')]).toBe(lead().owner?.repId);
    expect(world.timeline().filter(({ type }) => type === 'lead.assigned')).toHaveLength(1);
  });

  it('is refused to whoever is late, wherever the first accepts between two of their reads', async () => {
    const reached: number[] = [];
    for (let point = 1; point <= 24; point += 1) {
      const { world, repIds, arrive, lead, opened, claim } = await openWorld();
      const [quick, late] = repIds;
      if (!quick || !late) throw new Error('no two reps');
      await arrive();
      const open = await opened();
      const between = async (call: { readonly point: number }) => {
        if (call.point !== point) return;
        reached.push(point);
        await claim(open, quick);
      };

      const answer = await claim(open, late, interrupted(world.table, between)).catch((error: unknown) => error);

      const isLate = reached.includes(point);
      expect([point, answer instanceof ClaimTakenError, lead().owner?.repId]).toEqual([point, isLate, isLate ? quick : late]);
    }
    expect(reached.length).toBeGreaterThan(8);
    expect(reached.length).toBeLessThan(24);
  });

  it('goes by turn once nobody has accepted in time, and counts there', async () => {
    const { world, arrive, lead, settle, opened } = await openWorld({ claim: { withinMinutes: 3 } });
    await arrive();
    const { decisionId } = await opened();

    await settle(2 * minutes);
    const early = lead().owner;
    await settle(2 * minutes);

    const decisions = await readDecisions(world.table, lead().leadId);
    expect([early, lead().owner === null]).toEqual([null, false]);
    expect(decisions.map(({ reason, cause, unclaimed }) => [reason, cause, unclaimed])).toEqual([
      ['turn', 'unclaimed', true],
      ['openToClaim', 'created', undefined],
    ]);
    expect(decisions.at(-1)?.decisionId).toBe(decisionId);
    for (const decision of decisions) {
      const { decisionId: _, ...recorded } = decision;
      expect(rerun(decision, await recordedRules(world.config, decision))).toEqual(recorded);
    }
    const rules = await recordedRules(world.config, decisions[0] ?? ({} as never));
    expect(replay(decisions, () => rules).map(({ decisions: [one] }) => one?.chosen)).toEqual([null, lead().owner?.repId]);
  });

  it('is theirs by the old link as well to whom it came by turn, and the page says to others that it went', async () => {
    const { repIds, arrive, lead, opened, page, settle } = await openWorld({ claim: { withinMinutes: 3 } });
    await arrive();
    const open = await opened();
    await settle(4 * minutes);
    const owner = lead().owner?.repId;
    const other = repIds.find((repId) => repId !== owner);
    if (!owner || !other) throw new Error('no owner, or no other rep');

    const theirs = await page('POST', '/accept', open, owner);
    const late = await page('GET', '', open, other);

    expect([theirs.status, late.status, lead().owner?.repId]).toEqual([200, 409, owner]);
    expect(theirs.body).toContain('Khách này là của anh/chị');
    expect(late.body).toContain('hết giờ nên hệ thống đã chia');
  });

  it('has one owner when the last moment and somebody’s acceptance meet', async () => {
    for (let place = 0; place < 20; place += 1) {
      const { world, repIds, arrive, lead, opened, claim, settle } = await openWorld({ reps: 3 });
      await arrive();
      const open = await opened();
      world.pass(6 * minutes);

      await Promise.allSettled([settle(), ...repIds.map((repId) => claim(open, repId))]);
      await settle();

      expect(lead().owner?.repId).toBeDefined();
      expect(world.timeline().filter(({ type }) => type === 'lead.assigned')).toHaveLength(1);
      expect(assignmentFaults(world.table.items.values())).toEqual([]);
    }
  });

  it('tells again whom a cut delivery did not, and nobody when the clock tries what waits', async () => {
    const { world, arrive, opened, lead } = await openWorld();
    await arrive();
    const { decisionId } = await opened();
    const ask = (cause: 'created' | 'retry') =>
      world.parts.assign.send({
        body: {
          v: 1,
          kind: 'assign',
          leadId: lead().leadId,
          subject: 'lead',
          poolId: south,
          cause,
          causationId: 'again',
          correlationId: 'again',
        },
        groupId: south,
        deduplicationId: `again ${cause}`,
      });

    await ask('created');
    await world.assignAll();
    const told = noticesOf(world.sent.notice).length;
    await ask('retry');
    await world.assignAll();

    expect([told, noticesOf(world.sent.notice).length]).toEqual([8, 8]);
    expect((await opened()).decisionId).toBe(decisionId);
    expect(world.timeline().filter(({ data }) => data.reason === 'openToClaim')).toHaveLength(1);
  });

  it('gives no more to who has as many as they may, and leaves it to the others', async () => {
    const { repIds, arrive, lead, opened, page } = await openWorld({ reps: 2, caps: { perDay: 1 } });
    const [first, second] = repIds;
    if (!first || !second) throw new Error('no two reps');
    await arrive(0);
    await arrive(1);
    const [one, two] = [await opened(0), await opened(1)];

    await page('POST', '/accept', one, first);
    const more = await page('POST', '/accept', two, first);
    await page('POST', '/accept', two, second);

    expect(more.status).toBe(409);
    expect(more.body).toContain('chưa nhận thêm được');
    expect([lead(0).owner?.repId, lead(1).owner?.repId]).toEqual([first, second]);
  });

  it('asks as ever where nobody is there, and has the leader told of what then waits', async () => {
    const { world, repIds, arrive, lead, settle } = await openWorld();
    for (const { id } of (await world.config.current(poolKind)).documents.values()) {
      if (id !== south) world.config.change(poolKind, id, (before) => ({ ...before, members: [] }));
    }
    await arrive();
    for (const repId of repIds) world.config.change(repKind, repId, (rep) => ({ ...rep, active: false }));

    await settle(6 * minutes);

    const timers = world.itemsOf('DUE#').map((item) => Timer.parse(item).groupId);
    expect([lead().routing?.state, lead().owner]).toEqual(['waiting', null]);
    expect(timers).toEqual(expect.arrayContaining(['retryWaiting', 'tellSplit']));
  });
});

/** A world whose first two reps ask by token. */
async function byToken(pool: Parameters<typeof openWorld>[0] = {}) {
  const opened = await openWorld({ reps: 2, ...pool });
  const { world, repIds, lead } = opened;
  const emailOf = (repId: string) => `${repId}@example.com`;
  const users = repIds.map((repId) => ({ id: `user.${repId}`, email: emailOf(repId), role: 'rep' as const, repId, active: true }));
  world.config.add(
    userKind,
    users.map((user) => userKind.schema.parse(user)),
  );
  const handler = createHandler({ ...world.parts, originDigests: undefined }, silentLog);
  let requests = 0;
  const ask = async (repId: string, key?: string, { path, body }: { path: string; body?: string } = { path: 'claim' }) => {
    requests += 1;
    const claims = { token_use: 'id', email: emailOf(repId), email_verified: 'true' };
    const answer = await handler(
      {
        routeKey: `POST /v1/leads/{leadId}/${path}`,
        pathParameters: { leadId: lead().leadId },
        ...(body === undefined ? {} : { body }),
        headers: key === undefined ? {} : { 'idempotency-key': key },
        requestContext: { requestId: `request-${requests}`, authorizer: { jwt: { claims } } },
      } as never,
      {} as never,
    );
    return { status: answer.statusCode, body: JSON.parse(String(answer.body)) };
  };
  return { ...opened, ask, emailOf };
}

describe('what is open to whoever is first', () => {
  it('is theirs by token as by the link, repeated it stays so, and the other is refused', async () => {
    const { world, repIds, arrive, lead, ask, settle } = await byToken();
    const [first, second] = repIds;
    if (!first || !second) throw new Error('no two reps');
    await arrive();

    const won = await ask(first, 'key-of-a-claim-1');
    const repeated = await ask(first, 'key-of-a-claim-1');
    const again = await ask(first);
    const late = await ask(second);

    expect(won).toMatchObject({ status: 200, body: { repId: first, poolId: south, leftToday: null, version: lead().version } });
    expect(repeated).toEqual(won);
    expect([again.status, late.status, lead().owner?.repId]).toEqual([200, 409, first]);
    expect(late.body.detail).toContain('Đã có người nhận');
    expect(world.timeline().at(-1)).toMatchObject({ type: 'lead.assigned', actor: { kind: 'user' }, data: { how: 'open', repId: first } });
    await settle(10 * minutes);
    expect((await readPoolState(world.table, south)).members[first]?.credits).toBe(1);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it('is nobody’s by token whom it was not opened to, nor once it went by turn', async () => {
    const { world, repIds, arrive, lead, ask, settle } = await byToken();
    const [first, second] = repIds;
    if (!first || !second) throw new Error('no two reps');
    world.config.change(repKind, second, (rep) => ({ ...rep, leave: [{ from: '2026-11-01', to: '2026-12-31' }] }));
    await arrive();

    const stranger = await ask(second);
    await settle(6 * minutes);

    expect([stranger.status, lead().owner?.repId]).toEqual([404, first]);
    expect((await ask(second)).status).toBe(404);
  });

  it('is protected from the first call on, where the pool protects', async () => {
    const { world, repIds, arrive, ask, assignment } = await byToken({ protectDays: 5 });
    const [first] = repIds;
    await arrive();
    await ask(first ?? '');
    const before = await assignment();

    const called = await ask(first ?? '', undefined, { path: 'calls', body: JSON.stringify({ outcome: 'busy' }) });

    expect(called.status).toBe(200);
    expect(before).not.toHaveProperty('protectedUntil');
    const after = await assignment();
    const protectedMs = Date.parse(after.repId === null ? '' : (after.protectedUntil ?? '')) - world.parts.clock().getTime();
    expect(Math.round(protectedMs / minutes)).toBe(5 * 24 * 60);
  });

  it('is accepted with its credit and its notice or not at all, wherever the process is killed, and once when it is pressed again', async () => {
    let killed = 0;
    for (let point = 1; killed === point - 1; point += 1) {
      const { world, repIds, arrive, lead, opened, claim, settle } = await openWorld({ reps: 2 });
      const [first] = repIds;
      if (!first) throw new Error('no rep');
      await arrive();
      const open = await opened();
      const { until: _, ...about } = open;
      const timersOf = () => world.itemsOf('DUE#').map((item) => Timer.parse(item));
      const traces = () => ({
        owner: lead().owner?.repId ?? null,
        told: world.timeline().filter(({ type }) => type === 'lead.assigned').length,
        booked: timersOf().filter(({ message }) => JSON.stringify(message).includes('"kind":"book"')).length,
        noticed: timersOf().filter(({ queue }) => queue === 'notice').length,
      });

      const table = dying(point).table(world.table);
      const answer = await claimOpen({ ...about, repId: first, correlationId: 'c' }, { ...world.parts, table }).catch(() => null);
      if (answer === null) killed += 1;

      const all = { owner: first, told: 1, booked: 1, noticed: 1 };
      expect([{ owner: null, told: 0, booked: 0, noticed: 0 }, all]).toContainEqual(traces());
      await claim(open, first);
      expect([point, traces()]).toEqual([point, all]);
      await settle();
      expect((await readPoolState(world.table, south)).members[first]?.credits).toBe(1);
      expect(assignmentFaults(world.table.items.values())).toEqual([]);
    }
    expect(killed).toBeGreaterThan(5);
  });
});
