import { describe, expect, it } from '@jest/globals';
import { WorkMessage } from '../../../events/index.ts';
import { callKinds } from '../../../functions/do-calls/kinds.ts';
import { endMessage, makeCall } from '../../../shared/calls/index.ts';
import { lookAtConnectorWork } from '../../../shared/connectors/look-work.ts';
import { openPair, sealPair, seedName } from '../../../shared/connectors/zalo/sealed.ts';
import { daysMs, hoursMs } from '../../../shared/platform/clock.ts';
import { doWork } from '../../../shared/work/index.ts';
import { connectingOf } from '../../support/connectors.ts';
import { dying } from '../../support/dying-table.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { platformsOf, platformWork } from '../../support/platforms.ts';

const account = { id: 'oa', type: 'zalo', isApproved: true, settings: { appId: '360', oaId: '388', asks: 'true' } } as const;

function open() {
  const world = createWorld();
  const connecting = connectingOf(world, account as never);
  const platforms = platformsOf(world, connecting);
  connecting.secrets
    .set('oa/app-secret', 'app-secret')
    .set('oa/oa-secret', 'oa-secret')
    .set('oa/refresh-token', platforms.zalo.authorise());
  const lookMessage = () => ({
    body: { v: 1 as const, kind: lookAtConnectorWork.kind, request: { connectorId: 'oa', round: world.parts.clock().toISOString() } },
  });
  const look = async () => {
    connecting.wait([lookMessage()]);
    await platforms.settle();
  };
  const tokens = () => world.itemsOf('CONNECTOR#oa').find(({ sk }) => sk === 'TOKENS');
  const refreshes = () => platforms.calls().filter(({ kind }) => kind === 'zaloRefresh');
  /** Whether the pair that is kept is one that the account takes. */
  const isAlive = async (): Promise<boolean> => {
    world.pass(daysMs);
    platforms.zalo.add({ id: '77', name: 'Mai', shared: { phone: '84912345678', name: 'Lê Thị Mai' } });
    await look();
    await look();
    return world.leads().length === 1;
  };
  return { world, connecting, platforms, look, lookMessage, tokens, refreshes, isAlive };
}

describe('a sealed pair', () => {
  const pair = { accessToken: 'access', refreshToken: 'refresh' };

  it('is opened for its connector by its secret, and by no other', () => {
    const sealed = sealPair(pair, 'oa', 'secret');

    expect(openPair(sealed, 'oa', 'secret')).toEqual(pair);
    expect(sealed).not.toContain(Buffer.from('access').toString('base64url'));
    expect([
      openPair(sealed, 'other', 'secret'),
      openPair(sealed, 'oa', 'else'),
      openPair(`${sealed.slice(0, -2)}AA`, 'oa', 'secret'),
      openPair('', 'oa', 'secret'),
    ]).toEqual([null, null, null, null]);
  });

  it('tells tokens by hand apart without telling them', () => {
    expect(seedName('one', 's')).toBe(seedName(' one\n', 's'));
    expect(seedName('one', 's')).not.toBe(seedName('two', 's'));
  });
});

describe('the pair of an account', () => {
  it('begins with the token that somebody gave, and is nowhere to be read', async () => {
    const { world, look, tokens } = open();

    await look();

    expect(tokens()).toMatchObject({ sealed: expect.any(String), until: expect.stringMatching(/^2026-11-23T04:00:00/), refused: null });
    expect(tokens()?.refreshing ?? null).toBeNull();
    const pair = openPair(String(tokens()?.sealed), 'oa', 'app-secret');
    const all = JSON.stringify(world.itemsOf(''));
    expect([all.includes(pair?.accessToken ?? '-'), all.includes(pair?.refreshToken ?? '-')]).toEqual([false, false]);
  });

  it('is renewed before it ends, each time by the one before', async () => {
    const { world, look, refreshes, isAlive } = open();
    await look();
    await look();
    expect(refreshes()).toHaveLength(1);

    for (let day = 0; day < 5; day += 1) {
      world.pass(18 * hoursMs);
      await look();
    }

    expect(refreshes()).toHaveLength(6);
    expect(refreshes().every(({ state, answer }) => state === 'done' && answer === null)).toBe(true);
    expect(await isAlive()).toBe(true);
  });

  it('is renewed once by several who ask at once', async () => {
    const { world, connecting, platforms, lookMessage, refreshes, tokens, isAlive } = open();

    await Promise.all(Array.from({ length: 6 }, () => doWork(WorkMessage.parse(lookMessage().body), platformWork, connecting.workParts())));
    expect(refreshes()).toHaveLength(1);
    // The message of a call comes more than once, too.
    const [call] = refreshes();
    if (!call) throw new Error('no call');
    await Promise.allSettled(
      Array.from({ length: 6 }, () => makeCall({ v: 1, kind: call.kind, callId: call.callId }, callKinds, platforms.callParts())),
    );
    const end = endMessage(refreshes()[0] ?? call);
    await Promise.all(Array.from({ length: 6 }, () => doWork(WorkMessage.parse(end?.body), platformWork, connecting.workParts())));

    expect(tokens()).toMatchObject({ refused: null, sealed: expect.any(String) });
    expect(world.itemsOf('CALL#').filter(({ kind }) => kind === 'zaloRefresh')).toHaveLength(1);
    expect(await isAlive()).toBe(true);
  });

  it('survives a kill between any two calls of work', async () => {
    for (let point = 1, isKilled = true; isKilled; point += 1) {
      const { world, connecting, platforms, lookMessage, isAlive, tokens } = open();
      const process = dying(point);
      const parts = connecting.workParts(process.table(world.table), process.queue(connecting.work));
      const run = async (body: unknown) => {
        await doWork(WorkMessage.parse(body), platformWork, parts).catch(() =>
          doWork(WorkMessage.parse(body), platformWork, connecting.workParts()),
        );
      };

      await run(lookMessage().body);
      while (await platforms.runCalls()) for (const message of connecting.takeWaiting()) await run(message.body);
      isKilled = process.calls() >= point;

      expect(tokens()).toMatchObject({ refused: null });
      expect(await isAlive()).toBe(true);
    }
  });

  it('that the account refuses says so, lasts until it ends, and goes on with a token that somebody gives', async () => {
    const { world, connecting, platforms, look, tokens, isAlive } = open();
    await look();
    const first = tokens()?.sealed;
    platforms.zalo.setFate('tokenRefused');
    world.pass(18 * hoursMs);
    await look();
    expect(tokens()).toMatchObject({ sealed: first, refused: { reason: '-14014' } });

    platforms.zalo.clear();
    connecting.secrets.set('oa/refresh-token', platforms.zalo.authorise());
    world.pass(6 * hoursMs);
    await look();

    expect(tokens()?.sealed).not.toBe(first);
    expect(await isAlive()).toBe(true);
  });
});

describe('a look at the people of an account', () => {
  it('finds who shared a number that no event told of, once', async () => {
    const { world, platforms, look } = open();
    await look();
    for (let person = 0; person < 60; person += 1)
      platforms.zalo.add({
        id: String(1_000 + person),
        name: `Khách ${person}`,
        shared: person % 2 ? { phone: `849120000${String(person).padStart(2, '0')}` } : null,
      });

    world.pass(daysMs);
    await look();
    world.pass(daysMs);
    await look();

    expect(world.leads()).toHaveLength(30);
  });
});
