import { describe, expect, it } from '@jest/globals';
import { WorkMessage } from '../../../events/index.ts';
import { lookAtConnectorWork, putNextLook } from '../../../shared/connectors/look-work.ts';
import { takeDeliveryWork } from '../../../shared/connectors/take-work.ts';
import { hoursMs, minutesMs } from '../../../shared/platform/clock.ts';
import { SourceId } from '../../../shared/platform/ids.ts';
import { doWork } from '../../../shared/work/index.ts';
import { connectingOf } from '../../support/connectors.ts';
import { dying } from '../../support/dying-table.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { platformsOf, platformWork } from '../../support/platforms.ts';

const page = { id: 'fb', type: 'meta', isApproved: true, settings: { pageId: '15', newsletterBox: 'news' } } as const;
const lead = (id: string, phone = '0912345678', more = {}) => ({
  id,
  formId: '2',
  pageId: '15',
  answers: { full_name: ['Nguyễn Thị Hường'], phone_number: [phone], city: ['Đà Nẵng'] },
  ...more,
});

const kinds = [takeDeliveryWork, ...platformWork];

function open(world: World = createWorld(), connector: object = page) {
  const connecting = connectingOf(world, { ...page, ...connector } as never);
  connecting.secrets.set('fb/app-secret', 'app-secret').set('fb/verify-token', 'verify').set('fb/page-token', 'page-token');
  const platforms = platformsOf(world, connecting);
  const tell = (...leads: readonly ReturnType<typeof lead>[]) => {
    const body = platforms.metaPost(...leads);
    return connecting.post('fb', body, platforms.signedByMeta(body));
  };
  let round = 0;
  const look = async () => {
    round += 1;
    const at = new Date(world.parts.clock().getTime() + round).toISOString();
    connecting.wait([{ body: { v: 1, kind: lookAtConnectorWork.kind, request: { connectorId: 'fb', round: at } } }]);
    await platforms.settle();
  };
  return { world, connecting, platforms, tell, look };
}

describe('a lead of a form of Meta', () => {
  it('is asked for by its id and becomes somebody, with the consent of the box', async () => {
    const { world, connecting, platforms, tell } = open();
    const one = lead('9007199254740993123', '0912345678', { boxes: { news: true }, adId: '7', campaignName: 'Tết 2027' });
    platforms.graph.add(one);

    const answer = await tell(one);
    await platforms.settle();

    expect(answer).toMatchObject({ kind: 'answered', answer: { status: 200 } });
    expect(world.leads()).toMatchObject([
      { fullName: 'Nguyễn Thị Hường', phone: { e164: '+84912345678' }, region: { provinceCode: '48' } },
    ]);
    expect(connecting.submissions()).toMatchObject([
      {
        sourceId: 'fb',
        context: { utm: { source: 'meta', campaign: 'Tết 2027' } },
        extra: { platformId: '9007199254740993123' },
        consent: [{ purpose: 'newsletter', granted: true }],
      },
    ]);
    expect(connecting.deliveries()).toMatchObject([{ state: 'taken' }]);
  });

  it('leaves nothing of the person with the call', async () => {
    const { world, platforms, tell } = open();
    platforms.graph.add(lead('1'));
    await tell(lead('1'));
    await platforms.settle();

    expect(platforms.calls()).toMatchObject([{ kind: 'metaLead', state: 'done', answer: null, request: null }]);
    expect(JSON.stringify(world.itemsOf('CALL#'))).not.toMatch(/Hường|0912345678|page-token/);
  });

  it('is taken once however often it is told of, also at once', async () => {
    const { world, connecting, platforms, tell } = open();
    platforms.graph.add(lead('1'));

    await Promise.all([tell(lead('1')), tell(lead('1')), tell(lead('1'), lead('1'))]);
    await platforms.settle();
    await tell(lead('1'));
    await platforms.settle();

    expect(world.leads()).toHaveLength(1);
    expect(connecting.submissions()).toHaveLength(1);
    expect(platforms.calls()).toHaveLength(1);
  });

  it('of the testing tool becomes nobody', async () => {
    const { connecting, platforms, tell, world } = open();
    const test = lead('1', '<test lead: dummy data for phone_number>');
    platforms.graph.add(test);

    await tell(test);
    await platforms.settle();

    expect(world.leads()).toEqual([]);
    expect(connecting.deliveries()).toMatchObject([{ state: 'test' }]);
  });

  it('is refused with another signature, and nothing is kept', async () => {
    const { connecting, platforms } = open();
    const body = platforms.metaPost(lead('1'));

    const answers = [
      await connecting.post('fb', body, platforms.signedByMeta(body, 'another')),
      await connecting.post('fb', `${body} `, platforms.signedByMeta(body)),
      await connecting.post('fb', body, { headers: {} }),
    ];

    expect(answers).toEqual(Array.from({ length: 3 }, () => ({ kind: 'refused', reason: 'wrongSignature' })));
    expect(connecting.deliveries()).toEqual([]);
  });

  it('has its address verified', async () => {
    const { connecting } = open();
    const query = { 'hub.mode': 'subscribe', 'hub.verify_token': 'verify', 'hub.challenge': '1158201444' };

    expect(await connecting.post('fb', '', { method: 'GET', query })).toMatchObject({ kind: 'answered', answer: { body: '1158201444' } });
    expect(await connecting.post('fb', '', { method: 'GET', query: { ...query, 'hub.verify_token': 'x' } })).toMatchObject({
      kind: 'refused',
    });
  });

  it('of another page is passed over', async () => {
    const { connecting, tell } = open();

    expect(await tell({ ...lead('1'), pageId: '16' })).toMatchObject({ kind: 'answered' });
    expect(connecting.deliveries()).toEqual([]);
  });

  it('waits until its connector is approved, with what the person answered', async () => {
    const { world, connecting, platforms, tell } = open(createWorld(), { isApproved: false });
    platforms.graph.add(lead('1'));
    await tell(lead('1'));
    await platforms.settle();
    expect(world.leads()).toEqual([]);
    expect(connecting.deliveries()).toMatchObject([{ state: 'held' }]);

    connecting.publish(page as never);
    await connecting.release();
    await platforms.settle();

    expect(world.leads()).toMatchObject([{ fullName: 'Nguyễn Thị Hường' }]);
  });

  it('is fetched when Graph is back, or its limit is over, or its token is renewed', async () => {
    for (const fate of ['away', 'tooMany', 'tokenRefused'] as const) {
      const { world, platforms, tell } = open(createWorld());
      platforms.graph.add(lead('1'));
      platforms.graph.setFate(fate);
      await tell(lead('1'));
      await platforms.settle();
      expect(world.leads()).toEqual([]);

      platforms.graph.setFate('answers');
      world.pass(hoursMs);
      await platforms.settle();

      expect(world.leads()).toHaveLength(1);
    }
  });

  it('that is not to be had is said so, and found by a look when it is', async () => {
    const { world, connecting, platforms, tell, look } = open();
    await tell(lead('1'));
    await platforms.settle();
    expect(connecting.deliveries()).toMatchObject([{ state: 'failed', reason: 'notFound' }]);

    platforms.graph.add(lead('1'));
    await look();

    expect(world.leads()).toHaveLength(1);
    expect(connecting.deliveries()).toMatchObject([{ state: 'taken' }]);
  });
});

describe('a look at what Meta did not tell', () => {
  it('finds every lead of every form, over pages, once, where four of ten deliveries are lost', async () => {
    const { world, connecting, platforms, tell, look } = open();
    const all = Array.from({ length: 60 }, (_, place) =>
      lead(String(100 + place), `09120000${String(place).padStart(2, '0')}`, { formId: String(place % 2) }),
    );
    for (const [place, one] of all.entries()) {
      platforms.graph.add(one);
      if (place % 5 > 1) await tell(one);
    }
    await platforms.settle();
    expect(world.leads()).toHaveLength(36);

    await look();
    await look();

    expect(world.leads()).toHaveLength(60);
    expect(connecting.submissions()).toHaveLength(60);
    expect(connecting.deliveries().every(({ state }) => state === 'taken')).toBe(true);
  });

  it('asks from where it ended, with an hour over, and again for what it did not get', async () => {
    const { world, platforms, look } = open();
    platforms.graph.add(lead('1'));
    await look();
    const [before] = world.itemsOf('CONNECTOR#fb').filter(({ sk }) => sk === 'LOOKS');
    expect(before).toMatchObject({ since: { 2: expect.any(String) } });

    world.pass(15 * minutesMs);
    platforms.graph.add(lead('2', '0912345679'));
    platforms.graph.setFate('tokenRefused');
    await look();
    const refused = world.itemsOf('CONNECTOR#fb').filter(({ sk }) => sk === 'LOOKS');
    expect(refused).toMatchObject([{ since: before?.since, refused: { at: expect.any(String), reason: 'tokenRefused' } }]);
    platforms.graph.setFate('away');
    await look();
    expect(world.itemsOf('CONNECTOR#fb').filter(({ sk }) => sk === 'LOOKS')).toEqual(refused);
    platforms.graph.setFate('answers');
    await look();

    expect(world.leads()).toHaveLength(2);
    expect(world.itemsOf('CONNECTOR#fb').filter(({ sk }) => sk === 'LOOKS')[0]).not.toHaveProperty('refused');
  });

  it('is set anew before it is begun, once for each quarter of an hour', () => {
    const at = new Date('2026-11-28T22:07:30.000Z');
    const [first, again] = [
      putNextLook(SourceId.parse('fb'), 'meta', at),
      putNextLook(SourceId.parse('fb'), 'meta', new Date(at.getTime() + minutesMs)),
    ];

    expect(first.Put.Item).toMatchObject({ dueAt: '2026-11-28T22:15:00.000Z', queue: 'work' });
    expect(again.Put.Item).toEqual(first.Put.Item);
  });

  it('loses and doubles nobody, wherever work is killed', async () => {
    for (let point = 1, isKilled = true; isKilled; point += 1) {
      const { world, connecting, platforms, tell } = open();
      platforms.graph.add(lead('1'));
      platforms.graph.add(lead('2', '0912345679'));
      await tell(lead('1'));
      const round = world.parts.clock().toISOString();
      connecting.wait([{ body: { v: 1, kind: lookAtConnectorWork.kind, request: { connectorId: 'fb', round } } }]);
      const process = dying(point);
      const parts = connecting.workParts(process.table(world.table), process.queue(connecting.work));

      // One after the other, each message is tried; the one that dies comes back.
      for (let isMore = true; isMore; ) {
        for (const message of connecting.takeWaiting()) {
          try {
            await doWork(WorkMessage.parse(message.body), kinds, parts);
          } catch {
            await doWork(WorkMessage.parse(message.body), kinds, connecting.workParts());
          }
        }
        const left = connecting.takeWaiting();
        connecting.wait(left);
        isMore = (await platforms.runCalls()) || left.length > 0;
      }
      isKilled = process.calls() >= point;
      await platforms.settle();

      expect(world.leads()).toHaveLength(2);
      expect(connecting.submissions()).toHaveLength(2);
    }
  });
});
