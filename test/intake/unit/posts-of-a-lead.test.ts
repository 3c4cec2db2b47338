import { describe, expect, it } from '@jest/globals';
import type { Submission } from '../../../shared/capture/index.ts';
import { parseLeadPost, readCountedPosts, readLastPost } from '../../../shared/leads/index.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { scoreLead } from '../../../shared/scoring/index.ts';
import { readScore } from '../../../shared/scoring/store.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { itemSize } from '../../support/memory-table.ts';

const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912 345 678', province: 'TP.HCM' };
const context = (pageUrl: string | null, campaign?: string): Submission['context'] => ({
  pageUrl,
  referrer: null,
  utm: campaign === undefined ? {} : { source: 'zalo', campaign },
  visitorId: null,
  locale: 'vi',
});

async function postedTwice() {
  const world = createWorld();
  const first = world.post(huong, { context: context('https://annhien.example/gia?utm_source=zalo', 'tet') });
  const second = world.post(huong, { context: context('https://annhien.example/'), receivedAt: '2026-11-23T03:00:00.000Z' });
  for (const ref of [first, second, second]) await world.takeIn(ref);
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  return { world, lead, first, second };
}

describe('the posts of a lead', () => {
  it('lie under it, one an outcome, oldest first, and say which of them made it', async () => {
    const { world, lead, first, second } = await postedTwice();

    const posts = await readCountedPosts(world.table, lead.leadId);

    expect(posts).toMatchObject([
      { ...first, relation: 'created', at: '2026-11-22T03:00:00.000Z' },
      { ...second, relation: 'linked', at: '2026-11-23T03:00:00.000Z' },
    ]);
  });

  it('leave the first touch of the lead as it is, and the latest of them is its last', async () => {
    const { world, lead, first, second } = await postedTwice();

    const last = await readLastPost(world.table, lead);

    const touch = { ...first, pageUrl: 'https://annhien.example/gia', utm: { source: 'zalo', campaign: 'tet' } };
    expect(lead.source).toMatchObject({ origin: 'inbound', first: touch });
    expect(last).toMatchObject({ ...second, pageUrl: 'https://annhien.example/', utm: {} });
  });

  it('lie in the order in which they were received, also one that was taken in late', async () => {
    const world = createWorld();
    const [first, late, last] = [2, 3, 4].map((day) => world.post(huong, { receivedAt: `2026-11-0${day}T03:00:00.000Z` }));
    for (const ref of [first, last, late]) if (ref) await world.takeIn(ref);
    const [lead] = world.leads();
    if (!lead) throw new Error('no lead');

    const posts = await readCountedPosts(world.table, lead.leadId);

    expect(posts.map(({ submissionId }) => submissionId)).toEqual([first, late, last].map((ref) => ref?.submissionId));
    expect(await readLastPost(world.table, lead)).toMatchObject({ ...last });
  });

  it('tell nothing of the person, and cost one unit however long the address of the page is', async () => {
    const world = createWorld();
    await world.takeIn(
      world.post({ ...huong, message: 'Xin báo giá' }, { context: context(`https://annhien.example/${'a'.repeat(2_000)}`) }),
    );

    const [item = {}] = world.itemsOf(' POST#');

    expect(JSON.stringify(item)).not.toMatch(/Hường|huong|912|HCM|báo giá/);
    expect(itemSize(item)).toBeLessThanOrEqual(1_024);
  });

  it('are what a lead is counted anew by: its timeline is not read', async () => {
    const { world, lead, second } = await postedTwice();
    const asked: string[] = [];
    const table: Table = {
      ...world.table,
      query: (input) => {
        asked.push(String(input.ExpressionAttributeValues?.[':prefix']));
        return world.table.query(input);
      },
    };
    const counted = async () => {
      await scoreLead(lead.leadId, [{ v: 1, kind: 'recount', leadId: lead.leadId }], { ...world.parts, table });
      const score = await readScore(world.table, lead.leadId);
      return Object.values(score?.interest.open ?? {}).flat().length;
    };

    const both = await counted();
    await world.table.deleteAll([keys.leadPost(lead.leadId, '2026-11-23T03:00:00.000Z', second)]);
    world.pass(60_000);
    const one = await counted();

    expect(asked).toContain('POST#');
    expect(asked).not.toContain('TIMELINE#');
    expect([both, one]).toEqual([2, 1]);
  });

  it('that cannot be read are named as such', () => {
    expect(() => parseLeadPost({ pk: 'LEAD#L1', sk: 'POST#x', relation: 'guessed' })).toThrow('a post of a lead');
  });
});
