import { describe, expect, it } from '@jest/globals';
import { MailRequest, ScoreMessage } from '../../../events/index.ts';
import { mailProducts } from '../../../functions/send-mail/products.ts';
import { SubmissionRef, VisitorId } from '../../../shared/platform/ids.ts';
import { productKind } from '../../../shared/products/product-config.ts';
import type { Evidence } from '../../../shared/scoring/evidence.ts';
import { productsIn } from '../../../shared/scoring/hot-needs.ts';
import { scoreLead } from '../../../shared/scoring/index.ts';
import { scoringKind } from '../../../shared/scoring/scoring-config.ts';
import { parseTask } from '../../../shared/tasks/index.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { Killed, killAt } from '../../support/effects.ts';
import { easilyHot } from '../../support/lead-world/config.ts';
import { askAs } from '../../support/opportunities.ts';
import { huong, plannedNotice, withTwoTeams } from '../../support/two-teams.ts';

const dayMs = 86_400_000;

/** Two teams with a person who asks for a quote, days after both have called. */
async function setUp(product: string) {
  const story = await withTwoTeams();
  const { world, lead, need, first, second } = story;
  world.config.change(scoringKind, 'scoring', easilyHot);
  for (const user of [first, second])
    await askAs(world, user.email)('POST /v1/leads/{leadId}/calls', { leadId: lead().leadId }, { outcome: 'noAnswer' });
  world.sent.score.splice(0);
  world.sent.notice.splice(0);
  world.pass(10 * dayMs);
  const fields = { ...huong, company: 'Sông Thu', product, message: 'Cho xin báo giá' };
  await story.post(product, { fields, receivedAt: world.parts.clock().toISOString() });
  const messages = world.sent.score.splice(0).map(({ body }) => ScoreMessage.parse(body));
  const score = (some: readonly ScoreMessage[] = messages, isRepeated = false) =>
    scoreLead(lead().leadId, some, world.parts, { isRepeated });
  const calls = () =>
    world
      .itemsOf(' TASK#hot-')
      .map(parseTask)
      .map(({ subject, ownerRepId, status }) => ({ subject, ownerRepId, status }));
  const asked = () => world.sent.notice.map(({ body }) => MailRequest.parse(body)).filter(({ kind }) => kind === 'hotNotice');
  const told = () => Promise.all(asked().map((request) => plannedNotice(world, request)));
  return { ...story, score, calls, asked, told, subject: need.subject };
}

describe('a person with two needs who becomes hot by the product of one', () => {
  it('is to be called by the owner of that need, too, and both are told', async () => {
    const { world, score, calls, told, first, second, subject } = await setUp('kho-san-xuat');

    await score();

    expect(calls()).toEqual(
      expect.arrayContaining([
        { subject: 'lead', ownerRepId: first.id, status: 'open' },
        { subject, ownerRepId: second.id, status: 'open' },
      ]),
    );
    expect(calls()).toHaveLength(2);
    expect(await told()).toMatchObject([{ to: first.email }, { to: second.email, product: expect.stringContaining('sản xuất') }]);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it.each(['ban-hang', ''])('is told of to the owner of the lead alone where it is about %p', async (product) => {
    const { score, calls, told, first } = await setUp(product);

    await score();

    expect(calls()).toEqual([{ subject: 'lead', ownerRepId: first.id, status: 'open' }]);
    expect((await told()).map(({ to }) => to)).toEqual([first.email]);
  });

  it('has one call for each of them and each rise, however often it is counted and told', async () => {
    const { score, calls, asked, lead } = await setUp('kho-san-xuat');
    await score();

    await score(undefined, true);
    await score([{ v: 1, kind: 'recount', leadId: lead().leadId }], true);

    expect(calls()).toHaveLength(2);
    expect(new Set(asked().map((request) => mailProducts.hotNotice.idOf(request))).size).toBe(2);
    expect(asked()).toHaveLength(6);
  });

  it('need not be called any more by either where it cools', async () => {
    const { world, score, calls, lead } = await setUp('kho-san-xuat');
    await score();

    world.pass(400 * dayMs);
    await score([{ v: 1, kind: 'cool', leadId: lead().leadId }]);

    expect(calls().map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
  });

  it('is told of to nobody for a need that was closed meanwhile', async () => {
    const { world, score, told, need, first, second } = await setUp('kho-san-xuat');
    await score();

    const lost = { state: 'lost', reason: 'price' };
    await askAs(world, second.email)('PATCH /v1/opportunities/{opportunityId}', { opportunityId: need.opportunityId }, lost);

    expect((await told()).map(({ to }) => to)).toEqual([first.email, 'needClosed']);
  });

  it('names the need in no mail that stands in the history of the person', async () => {
    const { score, asked, subject } = await setUp('kho-san-xuat');

    await score();

    expect(asked().some((request) => 'subject' in request && request.subject === subject)).toBe(true);
    expect(
      asked()
        .map((request) => mailProducts.hotNotice.idOf(request))
        .join(),
    ).not.toContain(subject);
  });

  it('killed at every await, ends with the calls and the notices of both', async () => {
    let points = 0;
    for (let survived = false; !survived; ) {
      points += 1;
      const { world, score, calls, asked } = await setUp('kho-san-xuat');
      world.fail(killAt(points));
      survived = await score().then(
        () => true,
        (error: unknown) => {
          if (error instanceof Killed) return false;
          throw error;
        },
      );
      world.fail({});
      if (!survived) await score(undefined, true);

      expect(calls()).toHaveLength(2);
      expect(new Set(asked().map((request) => mailProducts.hotNotice.idOf(request))).size).toBe(2);
    }
    expect(points).toBeGreaterThan(8);
  });
});

describe('the products of a rise', () => {
  const at = 1_000_000;
  const visitorId = VisitorId.parse('visitor-1');
  const signal = (about: string, ago = 0): Evidence => ({ kind: 'signal', signal: 'page_view', about, at: at - ago, visitorId });
  const post = (product: string): Evidence => ({
    kind: 'submission',
    at,
    fields: { product },
    ...SubmissionRef.parse({ channel: 'form', sourceId: 'contact', submissionId: 's1' }),
  });

  it.each<[string, readonly Evidence[], readonly string[]]>([
    ['of a post', [post('Kho và sản xuất\nban-hang')], ['kho-san-xuat', 'ban-hang']],
    ['of a page that says what it is about', [signal('kho-san-xuat')], ['kho-san-xuat']],
    ['of a page about something else', [signal('bang-gia')], []],
    ['of what was long before', [signal('kho-san-xuat', 4 * 86_400)], []],
    ['of what costs points', [signal('tuyen-dung')], []],
  ])('are those %s', async (_, evidence, expected) => {
    const { world } = await withTwoTeams();
    const { documents } = await world.config.current(productKind);
    const rules = (await world.config.current(scoringKind)).documents.get('scoring') ?? { interest: [] };

    expect([...productsIn(evidence, at, rules, documents)].sort()).toEqual([...expected].sort());
  });
});
