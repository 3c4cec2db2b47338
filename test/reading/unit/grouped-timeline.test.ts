import { describe, expect, it } from '@jest/globals';
import { TimelineView } from '../../../api/leads/timeline-view.ts';
import { eventContracts } from '../../../events/index.ts';
import { EntryId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { mailedLead, moment, seenClick } from '../../support/engagement.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';

/** Long after everything else, in seconds. */
const afterAll = 90 * 86_400;
const orderOf = (purchaseId: string) => ({ channel: 'connector', sourceId: 'cua-hang', submissionId: purchaseId });

/** A lead with a device who got a mail; entries are seeded as if they were written. */
async function setUp() {
  const { world, leadId, record } = await mailedLead();
  const [entry] = world.itemsOf(' TIMELINE#');
  if (!entry) throw new Error('no entry');
  const ask = readRoutes(world);
  return {
    record,
    seed(type: string, seconds: number, more: Record<string, unknown> = {}, place = 0) {
      const at = moment(seconds).toISOString();
      const id = EntryId.parse(`T${String(seconds).padStart(6, '0')}${place}`);
      const { data } = Object(eventContracts.find(({ detailType }) => detailType === type)?.example);
      world.table.seed({ ...entry, ...keys.timelineEntry(leadId, at, id), id, type, at, data: { ...data, ...more } });
    },
    async timeline(user = 'admin@example.com', query: Record<string, string> = {}) {
      const { body } = await ask('/v1/leads/{leadId}/timeline', user, { path: { leadId }, query: { lang: 'en', ...query } });
      return TimelineView.parse(body);
    },
  };
}

describe('a history that is told in groups', () => {
  it('has each entry in one group, on whatever page it is', async () => {
    const { seed, timeline } = await setUp();
    for (const [place, type] of ['call.logged', 'task.created', 'lead.stage_changed'].entries()) seed(type, afterAll, {}, place);

    const whole = await timeline();
    const paged: (typeof whole)[] = [];
    for (let cursor: string | null = ''; cursor !== null; cursor = paged.at(-1)?.nextCursor ?? null) {
      paged.push(await timeline(undefined, { limit: '2', ...(cursor === '' ? {} : { cursor }) }));
    }

    for (const { items, groups } of [whole, ...paged]) {
      expect(groups.flatMap(({ entryIds }) => entryIds).toSorted()).toEqual(items.map(({ id }) => id).toSorted());
    }
    const [change, ...others] = whole.groups;
    expect(change).toMatchObject({ kind: 'call', details: [expect.stringMatching(/^To do/), expect.stringMatching(/^Moved/)] });
    expect(others.map(({ kind }) => kind)).toEqual(['post']);
    // What is cut by a page goes on in the next under the same id.
    expect(paged.flatMap(({ groups }) => groups.filter(({ id }) => id === change?.id))).toHaveLength(2);
  });

  it('tells an order without the post that told nothing beside it', async () => {
    const { seed, timeline } = await setUp();
    seed('submission.linked', afterAll, { submission: orderOf('o-1'), fields: [], proposed: [] });
    seed('purchase.recorded', afterAll + 1, { source: 'cua-hang', purchaseId: 'o-1' });

    const { groups, items } = await timeline();

    expect(groups[0]).toMatchObject({ kind: 'sale', details: [], summary: expect.stringMatching(/^Order from the An Nhiên shop/) });
    expect(items.slice(0, 2).map(({ type }) => type)).toEqual(['purchase.recorded', 'submission.linked']);
  });

  it('tells who may not see contact details the same of an order, whether or not its buyer was called otherwise', async () => {
    const { seed, timeline } = await setUp();
    for (const [hour, proposed] of [[], ['phone']].entries()) {
      seed('submission.linked', afterAll + hour * 3_600, { submission: orderOf(`o-${hour}`), fields: [], proposed });
      seed('purchase.recorded', afterAll + hour * 3_600 + 1, { source: 'cua-hang', purchaseId: `o-${hour}` });
    }

    const [second, first] = (await timeline('marketer@example.com')).groups.map(({ summary, details }) => ({ summary, details }));

    expect(second).toEqual(first);
  });

  it('tells of the notices of overdue tasks a line a month, whatever their mails are named', async () => {
    const { seed, timeline } = await setUp();
    const days = [0, 1, 2, 31];
    for (const day of days)
      seed('mail.sent', afterAll + day * 86_400, { kind: 'overdueNotice', audience: 'rep', mailId: `morning-${day}` });

    const { groups } = await timeline('marketer@example.com');

    const told = groups.filter(({ kind, summary }) => kind === 'mail' && summary === 'Sent: notice of overdue tasks');
    expect(told.map(({ details, entryIds }) => [details, entryIds.length])).toEqual([
      [[], 1],
      [[], 3],
    ]);
  });

  it('tells when the person opened a mail and followed its links, with its sending', async () => {
    const { seed, timeline, record } = await setUp();
    seed('mail.sent', 0, { mailId: 'newsletter-1', audience: 'lead' });
    await record(seenClick('a', moment(3_600)), seenClick('b', moment(3_700), { link: '2' }));

    const { groups } = await timeline();

    expect(groups.find(({ kind }) => kind === 'mail')).toMatchObject({
      summary: 'Sent: welcome mail',
      details: ['The person followed a link in the mail at 16:00, 20 Nov 2026'],
    });
  });
});
