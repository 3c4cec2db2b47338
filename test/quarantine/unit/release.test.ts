import { describe, expect, it } from '@jest/globals';
import { formKind } from '../../../shared/capture/form-config.ts';
import { intakeMessageFor } from '../../../shared/capture/index.ts';
import { intakeSubmission, quarantineSubmission } from '../../../shared/intake/index.ts';
import { daysMs } from '../../../shared/platform/clock.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { digests } from '../../support/digests.ts';
import { killAt } from '../../support/effects.ts';
import { quarantineOf } from '../../support/lead-world/quarantine.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912 345 678', province: 'TP.HCM' };
const trap = { sender: { honeypotFilled: true, token: 'absent', addressHash: 'a', agentHash: 'b' } } as const;
const newsletter = { purpose: 'newsletter', granted: true, textVersion: '2026-10' } as const;

/** A world with a post that was held, and half a day gone since. */
async function setUp(fields: Record<string, string> = huong, more: Parameters<ReturnType<typeof createWorld>['post']>[1] = trap) {
  const world = createWorld();
  const ref = world.post(fields, { consent: [newsletter], ...more });
  await world.takeIn(ref);
  world.pass(daysMs / 2);
  return { world, ref, ...quarantineOf(world) };
}

describe('a post that is released', () => {
  it('becomes the lead that it would have been, with its own time and consents, and says who let it in', async () => {
    const { world, ref, release, raw } = await setUp();

    const answer = await release({ ref });
    await world.takeIn(ref);

    expect(answer).toMatchObject({ status: 202, body: { decision: 'released', by: 'admin' } });
    const [lead] = world.leads();
    expect(lead).toMatchObject({
      fullName: huong.fullName,
      email: huong.email,
      source: { first: { at: '2026-11-22T03:00:00.000Z' } },
      consent: { newsletter: { granted: true, at: '2026-11-22T03:00:00.000Z', textVersion: '2026-10' } },
    });
    expect(world.outcome(ref)).toMatchObject({
      kind: 'lead',
      relation: 'created',
      leadId: lead?.leadId,
      hasValidToken: false,
      released: { by: 'admin', at: answer.body.at },
    });
    expect(world.timeline().map(({ type, actor }) => [type, actor.kind, actor.id])).toEqual([
      ['lead.created', 'submission', 'form/contact/post-1'],
      ['submission.released', 'user', 'admin'],
    ]);
    expect([...world.itemsOf('OUTCOME'), raw(ref)].map((item) => item?.expiresAt)).toEqual([undefined, undefined]);
    expect(world.sent.assign).toHaveLength(1);
    // Its welcome, and the question whether the news that it asked for may come to this address.
    expect(world.sent.mail.map(({ body }) => body)).toMatchObject([{ kind: 'welcome' }, { kind: 'confirmSubscription' }]);
  });

  it('is sent to intake by the stream, past the deduplication of its first message', async () => {
    const { ref, release, told, submission } = await setUp();
    const first = intakeMessageFor(submission(ref), digests);
    expect(await told(ref)).toEqual([]);

    await release({ ref });
    const [message, ...others] = await told(ref);

    expect(others).toEqual([]);
    expect(message).toEqual({ ...first, deduplicationId: expect.any(String) });
    expect(message?.deduplicationId).not.toBe(first.deduplicationId);
    expect(await told(ref)).toEqual([message]);
  });

  it('is no suspicion any more, whatever held it', async () => {
    const spam = { ...huong, fullName: 'http://spam.example/win', company: 'www.spam.example/x' };
    const { world, ref, release } = await setUp(spam, trap);
    expect(world.outcome(ref)).toMatchObject({ reasons: ['honeypot', 'linkInName', 'linkInField'] });

    await release({ ref });
    await world.takeIn(ref);

    expect(world.outcome(ref)).toMatchObject({ kind: 'lead' });
  });

  it('keeps the verdict of its token, and uses it no second time', async () => {
    const sender = { ...trap.sender, token: 'valid', tokenDigest: 'token-1' } as const;
    const { world, ref, release } = await setUp(huong, { sender });
    const uses = JSON.stringify(world.itemsOf('TOKEN#'));

    await release({ ref });
    await world.takeIn(ref);

    expect(world.outcome(ref)).toMatchObject({ kind: 'lead', hasValidToken: true });
    expect(JSON.stringify(world.itemsOf('TOKEN#'))).toBe(uses);
  });

  it('joins the lead of a known person, whose owner hears of it', async () => {
    const { world, ref, release } = await setUp();
    await world.takeIn(world.post(huong));
    await world.assignAll();
    world.pass(daysMs);
    world.sent.notice.length = 0;

    await release({ ref });
    await world.takeIn(ref);

    expect(world.leads()).toHaveLength(1);
    expect(world.outcome(ref)).toMatchObject({ kind: 'lead', relation: 'linked', released: { by: 'admin' } });
    expect(world.timeline().map(({ type }) => type)).toEqual(expect.arrayContaining(['submission.linked', 'submission.released']));
    expect(world.sent.notice).toHaveLength(1);
  });

  it('is known again by its twin, which was held beside it', async () => {
    const clicked = { fullName: 'Lê Văn Bàn', phone: '024 3825 1234' };
    const { world, ref, release } = await setUp(clicked);
    const twin = world.post(clicked, { consent: [newsletter], ...trap, receivedAt: '2026-11-22T03:00:01.000Z' });
    await world.takeIn(twin);

    for (const one of [ref, twin]) {
      await release({ ref: one });
      await world.takeIn(one);
    }

    expect(world.leads()).toHaveLength(1);
    // TTL must not have taken it before the twin comes.
    const [guard] = world.itemsOf('GUARD').filter(({ pk }) => String(pk).startsWith('REPEAT#'));
    expect(guard?.expiresAt).toBeGreaterThan(world.parts.clock().getTime() / 1_000 + 3_500);
  });

  it('replaces nothing that the person has said since it came', async () => {
    const { world, ref, release } = await setUp({ ...huong, company: 'An Nhiên', province: 'Hà Nội', title: 'Giám đốc' });
    const later = { receivedAt: '2026-11-22T09:00:00.000Z' };
    await world.takeIn(world.post({ ...huong, company: 'Hường Phát', province: 'Đà Nẵng' }, later));

    await release({ ref });
    await world.takeIn(ref);

    expect(world.leads()).toMatchObject([{ company: 'Hường Phát', region: { provinceCode: '48' }, title: 'Giám đốc' }]);
  });

  it('has one outcome and makes one lead, however often intake hears of it', async () => {
    const { world, ref, release } = await setUp();
    await release({ ref });

    await Promise.all(Array.from({ length: 20 }, () => world.takeIn(ref)));

    expect(world.leads()).toHaveLength(1);
    expect(world.itemsOf('OUTCOME')).toHaveLength(1);
    expect(world.timeline().filter(({ type }) => type === 'submission.released')).toHaveLength(1);
  });

  it('is taken in wherever the first try ended, and nothing is done twice', async () => {
    let isReached = true;
    for (let point = 1; isReached; point += 1) {
      const { world, ref, release } = await setUp();
      await release({ ref });
      world.fail(killAt(point));
      isReached = await world.takeIn(ref).then(
        () => false,
        () => true,
      );
      world.fail({});

      await world.takeIn(ref);

      expect([point, world.leads().length, world.outcome(ref)?.kind]).toEqual([point, 1, 'lead']);
      expect(world.timeline().map(({ type }) => type)).toEqual(['lead.created', 'submission.released']);
      expect(world.sent.assign.length).toBeGreaterThan(0);
    }
  });
});

describe('a post that cannot be released', () => {
  it('says who released it before, on its way and afterwards', async () => {
    const { world, ref, release, reject } = await setUp();
    await release({ ref });

    const onItsWay = [await release({ ref }), await reject({ ref })];
    await world.takeIn(ref);
    const afterwards = [await release({ ref }), await reject({ ref })];

    for (const { status, body } of [...onItsWay, ...afterwards]) {
      expect([status, body.detail]).toEqual([409, expect.stringMatching(/^The post was released by admin at 2026-/)]);
    }
    expect(world.leads()).toHaveLength(1);
  });

  it('says that its form is not configured, and goes on once it is there again', async () => {
    const world = createWorld();
    const { release, held } = quarantineOf(world);
    const contact = (await world.config.current(formKind)).documents.get('contact');
    const ref = world.post(huong);
    world.config.remove(formKind, 'contact');
    await world.takeIn(ref);

    const early = await release({ ref });
    world.config.change(formKind, 'newsletter', (form) => form);
    const forms = await world.config.current(formKind);
    const withContact = { ...forms, documents: new Map([...forms.documents, ...(contact ? [['contact', contact] as const] : [])]) };
    Object.assign(forms, withContact);
    const late = await release({ ref });
    await world.takeIn(ref);

    expect([early.status, early.body.detail]).toEqual([409, expect.stringContaining('publish it again')]);
    expect(late.status).toBe(202);
    expect(world.outcome(ref)).toMatchObject({ kind: 'lead' });
    expect(await held()).toEqual([]);
  });

  it('is held again where its form goes meanwhile, with all reasons, an end and a line that rings', async () => {
    const errors: unknown[] = [];
    const { world, ref, release, held, raw } = await setUp();
    await release({ ref });
    world.config.remove(formKind, 'contact');

    await intakeSubmission(ref, { ...world.parts, log: { ...silentLog, error: (text: string) => void errors.push(text) } });

    expect(await held()).toMatchObject([{ reasons: ['honeypot', 'formNotConfigured'], rejected: null }]);
    expect(raw(ref)).toMatchObject({ expiresAt: expect.any(Number) });
    expect(raw(ref)).not.toHaveProperty('releasedAt');
    expect(errors).toEqual(['a post of a form that is not configured is set aside']);
  });

  it('is held again where it can never be taken in, and can be released once more', async () => {
    const { world, ref, release, held } = await setUp();
    await release({ ref });

    await quarantineSubmission(ref, ['corrupt'], world.parts);
    const again = await held();
    const released = await release({ ref });
    await world.takeIn(ref);

    expect(again).toMatchObject([{ reasons: ['honeypot', 'corrupt'] }]);
    expect(released.status).toBe(202);
    expect(world.outcome(ref)).toMatchObject({ kind: 'lead' });
  });

  it('is not there after ninety days, also while the table still holds it', async () => {
    const { world, ref, release, reject, held } = await setUp();
    world.pass(90 * daysMs);

    expect([(await release({ ref })).status, (await reject({ ref })).status]).toEqual([404, 404]);
    expect(await held()).toEqual([]);
  });

  it('is not there where it was never held', async () => {
    const world = createWorld();
    const { release } = quarantineOf(world);
    const ref = world.post(huong);
    const before = await release({ ref });
    await world.takeIn(ref);

    expect([before.status, (await release({ ref })).status]).toEqual([404, 404]);
  });
});

describe('a post that is rejected', () => {
  it('keeps who and why until it expires, and can still be released', async () => {
    const { world, ref, release, reject, held } = await setUp();

    const rejected = await reject({ ref, body: { note: 'quảng cáo' } });
    const [waiting, kept] = [await held(), await held({ state: 'rejected' })];
    const twice = await reject({ ref });
    const released = await release({ ref });
    await world.takeIn(ref);

    expect(rejected).toMatchObject({ status: 200, body: { decision: 'rejected', by: 'admin', note: 'quảng cáo' } });
    expect(waiting).toEqual([]);
    expect(kept).toMatchObject([{ rejected: { by: 'admin', at: rejected.body.at, note: 'quảng cáo' }, reasons: ['honeypot'] }]);
    expect([twice.status, twice.body.detail]).toEqual([409, expect.stringContaining('rejected by admin')]);
    expect(released.status).toBe(202);
    expect(world.outcome(ref)).toMatchObject({ kind: 'lead' });
    expect(await held({ state: 'rejected' })).toEqual([]);
  });

  it.each([[{ note: '' }], [{ note: 'x'.repeat(201) }], [{ reason: 'spam' }]])('is refused with %j', async (body) => {
    const { ref, reject, held } = await setUp();

    expect((await reject({ ref, body })).status).toBe(422);
    expect(await held()).toHaveLength(1);
  });

  it('is decided once where two decide at the same time', async () => {
    const { world, ref, release, reject } = await setUp();

    const answers = await Promise.all([release({ ref }), reject({ ref }), release({ ref }), reject({ ref })]);
    await world.takeIn(ref);

    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status }) => status >= 400).length).toBeGreaterThanOrEqual(2);
    expect(world.leads()).toHaveLength(1);
  });
});
