import { describe, expect, it } from '@jest/globals';
import { SubmissionView } from '../../../api/forms/submission-view.ts';
import { TimelineView } from '../../../api/leads/timeline-view.ts';
import { MailKind } from '../../../events/index.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { entryView, isSeenWithoutContact } from '../../../shared/reading/entries.ts';
import { readNames } from '../../../shared/reading/index.ts';
import { type Answer, readRoutes } from '../../support/lead-world/read-routes.ts';
import { postFromDevice } from '../../support/lead-world/with-device.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { pathOf } from '../../support/post-ref.ts';

const marketer = 'marketer@example.com';
const submissionRoute = '/v1/forms/{formId}/submissions/{submissionId}';

/** A person who came by a device and posted twice, and another who shares her number. */
async function setUp() {
  const world = createWorld();
  const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678', province: 'TP.HCM', message: 'Báo giá' };
  const created = await postFromDevice(world, huong);
  const linked = world.post(huong, { consent: [{ purpose: 'contact', granted: true, textVersion: 'contact-1' }] } as never);
  const others = world.post({ ...huong, fullName: 'Trần Văn Nam', email: 'nam@example.com' });
  for (const ref of [linked, others]) await world.takeIn(ref);
  await world.assignAll();
  await world.scoreAll(true);
  const ids = world.leads().map(({ leadId }) => leadId);
  return { world, ask: readRoutes(world), created, linked, ids, posts: [created, linked, others] };
}

describe('a role without contact details', () => {
  it('is not told by the outcome of a post whether its person was known, nor whose it became', async () => {
    const { ask, created, linked, ids } = await setUp();

    const answers = await Promise.all([created, linked].map((ref) => ask(submissionRoute, marketer, { path: pathOf(ref) })));

    const outcomes = answers.map(({ body }) => SubmissionView.parse(body).outcome);
    expect(outcomes).toEqual(Array(2).fill(expect.objectContaining({ kind: 'lead', leadId: null, relation: null })));
    for (const { text } of answers) for (const id of ids) expect(text).not.toContain(id);
  });

  it('finds no post of theirs in what they are shown of leads, so a guessed address is not found by its post', async () => {
    const { ask, ids, posts } = await setUp();
    const routes = ['', '/timeline', '/score', '/decisions'].map((rest) => `/v1/leads/{leadId}${rest}`);

    const [seen, all] = await Promise.all(
      [marketer, 'admin@example.com'].map((user) =>
        Promise.all([ask('/v1/leads', user), ...ids.flatMap((leadId) => routes.map((route) => ask(route, user, { path: { leadId } })))]),
      ),
    );

    const namedIn = (answers: readonly Answer[] = []) =>
      posts.filter(({ submissionId }) => answers.some(({ text }) => text.includes(`${submissionId}"`)));
    expect(seen?.map(({ status }) => status)).toEqual(Array(1 + 4 * ids.length).fill(200));
    expect(namedIn(seen)).toEqual([]);
    // Not for want of a place where they would stand.
    expect(namedIn(all)).toEqual(posts);
  });

  it.each([
    ['welcome-post-9DtsDa80HGpnnNb81gKB8aWng0I', 'welcome'],
    ['repeatNotice-post--ost-post-w0yVb_vlWAYkK_YBwk', 'repeatNotice'],
    ['assignedNotice-D01', 'assignedNotice-D01'],
  ])('is told of the mail %s as %s, because its name may hold the post', async (mailId, shown) => {
    const { world } = await setUp();
    const names = await readNames(world.config);
    const [entry] = world.timeline();
    if (!entry) throw new Error('no entry');
    const sent = { ...entry, type: 'mail.sent', data: { mailId, kind: 'welcome', audience: 'lead', attemptId: 'a', templateVersion: 'v' } };

    const [blind, seeing] = [false, true].map((contact) => entryView(sent, contact, 'en', names));

    expect([blind?.data.mailId, seeing?.data.mailId]).toEqual([shown, mailId]);
  });

  it.each(['mail.sent', 'mail.gathered', 'mail.failed', 'mail.bounced'])(
    'is not told by %s of mails that only a post with another name or number brings',
    (type) => {
      const seen = MailKind.options.filter((kind) => isSeenWithoutContact({ type, data: { mailId: kind, kind } }));

      expect(MailKind.options.filter((kind) => !seen.includes(kind))).toEqual(['repeatNotice', 'proposedChange']);
    },
  );

  it.each([
    ['pages of a hundred', (table: Table) => table],
    ['pages of one', (table: Table): Table => ({ ...table, query: (input) => table.query({ ...input, Limit: 1 }) })],
  ])('walks through a history in pages as in one, past what is not shown, when the table answers in %s', async (_name, pagesOf) => {
    const world = createWorld();
    const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' };
    for (const last of ['0', '1', '2', '2']) await world.takeIn(world.post({ ...huong, phone: `091234567${last}` }));
    const ask = readRoutes({ ...world, table: pagesOf(world.table) });
    const [lead] = world.leads();
    const page = async (query: Record<string, string>) => {
      const { body } = await ask('/v1/leads/{leadId}/timeline', marketer, { path: { leadId: lead?.leadId ?? '' }, query });
      const { items, nextCursor } = TimelineView.parse(body);
      return { types: items.map(({ type }) => type), nextCursor };
    };

    const whole = await page({});
    const walked: string[][] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const { types, nextCursor } = await page({ limit: '1', ...(cursor === undefined ? {} : { cursor }) });
      walked.push(types);
      cursor = nextCursor;
    }

    expect(whole).toEqual({ types: [...Array(3).fill('submission.linked'), 'lead.created'], nextCursor: null });
    expect(world.timeline().filter(({ type }) => type === 'lead.proposed')).toHaveLength(2);
    expect(walked).toEqual(whole.types.map((type) => [type]));
  });

  it('is shown no other lead that holds the same number', async () => {
    const { ask, ids } = await setUp();

    const timelines = await Promise.all(ids.map((leadId) => ask('/v1/leads/{leadId}/timeline', marketer, { path: { leadId } })));

    expect(ids).toHaveLength(2);
    for (const [index, { text }] of timelines.entries()) expect(text).not.toContain(ids[1 - index]);
    expect(timelines.map(({ text }) => text).join()).not.toContain('merge');
  });
});
