import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ListLeadsQuery } from '../../../api/leads/list-leads.ts';
import { putSubmission } from '../../../shared/capture/index.ts';
import { activityAt, cardItem } from '../../../shared/cards/index.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { Item, Table } from '../../../shared/platform/table.ts';
import { republish } from '../../../shared/publishing/index.ts';
import { listLeads } from '../../../shared/reading/index.ts';
import { digests } from '../../support/digests.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { createWorld, submissionOf } from '../../support/lead-world/world.ts';
import { listPartsOf } from '../../support/list-parts.ts';
import { openLeadsTable } from './leads-table.ts';

let opened: Awaited<ReturnType<typeof openLeadsTable>>;
let table: Table;
beforeAll(async () => {
  opened = await openLeadsTable();
  table = opened.table;
});
afterAll(() => opened.close());

const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912 345 678', province: 'TP.HCM' };
const nam = { fullName: 'Trần Văn Nam', email: 'nam@example.com', phone: '0987 654 321', province: 'Hà Nội' };
const posts: Record<string, string>[] = [
  huong,
  nam,
  huong,
  { ...huong, company: 'An Nhiên' },
  { ...nam, phone: huong.phone },
  { ...nam, phone: huong.phone },
  { fullName: 'Lê Hoàng', phone: huong.phone },
  { fullName: 'Lê Hoàng', phone: huong.phone },
  { fullName: 'Võ Ánh', phone: huong.phone },
  { fullName: 'http://spam.example/win', email: 'x@example.com' },
  { fullName: 'Ánh', phone: '028 3822 1234' },
];

const bySortKey = (items: readonly Item[]) => items.map((item) => JSON.stringify(Object.fromEntries(Object.entries(item).sort()))).sort();

it('ends in the same items over DynamoDB as over the table in memory, and lists and republishes the same', async () => {
  const memory = createWorld();
  const real = createWorld(silentLog, table);
  for (const [index, fields] of posts.entries()) {
    const submission = submissionOf({ submissionId: `post-${index}`, fields });
    await putSubmission(memory.table, submission);
    await putSubmission(table, submission);
    for (const world of [memory, real]) {
      await world.takeIn(submission);
      await world.assignAll();
      await world.takeIn(submission);
    }
  }
  const stored: Item[] = [];
  for await (const item of table.scan({ FilterExpression: 'attribute_exists(pk)' })) stored.push(item);

  expect(bySortKey(stored)).toEqual(bySortKey([...memory.table.items.values()]));

  const cards = memory.leads().map((lead) => cardItem(lead, activityAt(lead.createdAt)));
  memory.table.seed(...cards);
  await table.putAll(cards);
  const admin = { role: 'admin' as const, userId: 'admin' };
  let listed = 0;
  for (const query of [
    {},
    { owner: 'rep-lan' },
    { region: '79' },
    { region: 'south', q: 'hường' },
    { sort: 'activity' },
    { sort: 'activity', activeFrom: '2026-11-22T00:00:00Z', stage: 'lead' },
    { phone: huong.phone },
    { createdFrom: '2026-01-01T00:00:00Z' },
  ]) {
    const pages: string[][] = [];
    for (const source of [memory.table, table]) {
      const ids: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await listLeads(
          listPartsOf(source),
          admin,
          ListLeadsQuery.parse({ ...query, limit: '2', ...(cursor ? { cursor } : {}) }),
        );
        ids.push(...page.leads.map(({ leadId }) => leadId));
        cursor = page.nextCursor;
      }
      pages.push(ids);
    }
    expect(pages[1]).toEqual(pages[0]);
    listed += pages[0]?.length ?? 0;
  }

  // Each of the lists but one is of more than one lead.
  expect(listed).toBeGreaterThan(10);

  const published: string[] = [];
  const bus = {
    put: async (events: readonly { detailType: string }[]) => {
      published.push(...events.map(({ detailType }) => detailType));
      return [];
    },
  };
  const done = await republish(
    { table, bus, intake: real.parts.assign, work: real.parts.assign, digests, config: createFixedConfig() },
    { from: '2026-11-22T00:00:00.000Z', to: '2026-11-23T00:00:00.000Z', dryRun: false },
  );
  expect([done.malformed, done.submissionsSent, published.length]).toEqual([0, 0, memory.timeline().length]);
});
