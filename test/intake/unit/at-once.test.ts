import { describe, expect, it } from '@jest/globals';
import { takeInAtOnce } from '../../../shared/intake/index.ts';
import { SourceId } from '../../../shared/platform/ids.ts';
import { Killed } from '../../support/effects.ts';
import { createWorld, submissionOf, type World } from '../../support/lead-world/world.ts';

const told = (submissionId: string, fields: Record<string, string>) =>
  submissionOf({ channel: 'connector', sourceId: SourceId.parse('shop-hcm'), submissionId, fields });

const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678' };
const texts = (world: World) => world.timeline().map(({ type }) => type);

describe('what a system of the company tells of a person', () => {
  it('makes a lead that is asked an owner for, and writes to nobody', async () => {
    const world = createWorld();

    const leadId = await takeInAtOnce(told('1', huong), world.parts);

    expect(world.leads()).toMatchObject([
      { leadId, email: 'huong@example.com', source: { first: { channel: 'connector', sourceId: 'shop-hcm' } } },
    ]);
    expect(world.sent).toMatchObject({ assign: [{ body: { leadId, cause: 'created' } }], mail: [], notice: [] });
  });

  it('goes to the lead that is known, against whose record it only proposes', async () => {
    const world = createWorld();
    await world.takeIn(world.post(huong));
    const [lead] = world.leads();

    const leadId = await takeInAtOnce(told('1', { ...huong, fullName: 'Trần Văn Bình' }), world.parts);

    expect(leadId).toBe(lead?.leadId);
    expect(world.leads()).toMatchObject([{ fullName: 'Nguyễn Thị Hường', openProposals: true }]);
    expect(texts(world)).toContain('submission.linked');
  });

  it('is taken in once, however often it is told, and whatever it says of the person then', async () => {
    const world = createWorld();
    const first = await takeInAtOnce(told('1', huong), world.parts);

    const again = await takeInAtOnce(told('1', { ...huong, email: 'binh@example.com' }), world.parts);

    expect(again).toBe(first);
    expect(world.leads()).toHaveLength(1);
    expect(world.itemsOf('OUTCOME')).toHaveLength(1);
  });

  it('finds the same person as others who tell of them at that moment, by as many ways', async () => {
    const world = createWorld();
    world.slow(() => new Promise((resolve) => setImmediate(resolve)));
    const posts = [1, 2, 3].map(() => world.post(huong));

    const taken = await Promise.all([1, 2, 3].map((order) => takeInAtOnce(told(`${order}`, huong), world.parts)));
    await Promise.all(posts.map((post) => world.takeIn(post)));

    expect(new Set(taken).size).toBe(1);
    expect(world.leads()).toHaveLength(1);
  });

  it('is followed by the queue where the telling ended before what follows, and still writes to nobody', async () => {
    const world = createWorld();
    world.fail({
      before({ what }) {
        if (what === 'send assign') throw new Killed();
      },
    });
    await takeInAtOnce(told('1', huong), world.parts).catch(() => undefined);
    world.fail({});

    await world.takeIn({ channel: 'connector', sourceId: SourceId.parse('shop-hcm'), submissionId: told('1', huong).submissionId });

    expect(world.leads()).toHaveLength(1);
    expect(world.sent).toMatchObject({ assign: [{ body: { cause: 'created' } }], mail: [], notice: [] });
  });
});
