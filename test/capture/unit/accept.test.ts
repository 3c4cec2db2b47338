import { describe, expect, it } from '@jest/globals';
import { type Digests, openDigests } from '../../../shared/platform/digests.ts';
import { createBorder, huong, originSecret, startedAt } from '../../support/capture.ts';

const json = (body: string | undefined) => JSON.parse(body ?? '');

describe('a post', () => {
  it('is stored, sent to intake and then accepted', async () => {
    const { post, submissions, queue } = createBorder();

    const answer = await post({
      body: { submissionId: 'a1', fields: huong, consent: { contact: true }, context: { pageUrl: 'https://x.vn/?utm_source=zalo' } },
    });

    expect(answer.statusCode).toBe(202);
    expect(json(answer.body)).toEqual({ submissionId: 'a1', status: 'accepted' });
    expect(submissions()).toMatchObject([
      {
        channel: 'form',
        sourceId: 'contact',
        submissionId: 'a1',
        receivedAt: startedAt.toISOString(),
        formVersion: 3,
        fields: huong,
        context: { pageUrl: 'https://x.vn/?utm_source=zalo', utm: { source: 'zalo' } },
        consent: [
          { purpose: 'contact', granted: true, textVersion: 'contact-2026-11' },
          { purpose: 'newsletter', granted: false },
          { purpose: 'tracking', granted: false },
        ],
        sender: { honeypotFilled: false, token: 'absent' },
      },
    ]);
    expect(queue.sent).toMatchObject([{ body: { v: 1, channel: 'form', sourceId: 'contact', submissionId: 'a1' } }]);
  });

  it('keeps neither the address nor the agent of the sender', async () => {
    const { post, items } = createBorder();

    await post({ body: { fields: huong }, sourceIp: '198.51.100.77', headers: { 'user-agent': 'Agent-Canary/1.0' } });

    expect(JSON.stringify(items())).not.toMatch(/198\.51\.100\.77|Agent-Canary/);
  });

  it('keeps of no page whom a mail was sent to, be it taken or refused, told by the page or by the browser', async () => {
    const { post, items } = createBorder();
    const page = 'https://x.vn/gia?goi=1&pheu=L1.g1s.signed&utm_source=mail';

    const answers = [
      await post({ body: { fields: huong, context: { pageUrl: page, referrer: page } } }),
      await post({ body: { submissionId: 'a2', fields: { ...huong, email: 'a@x.vn' } }, headers: { referer: page } }),
      await post({ body: { fields: { ...huong, phone: '', email: 'van@thieu' }, context: { pageUrl: page, note: page } } }),
      await post({ body: `{"fields": "${page}"` }),
    ];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202, 422, 400]);
    const kept = items().map(
      ({ body, ...item }) => JSON.stringify(item) + (body instanceof Uint8Array ? Buffer.from(body).toString() : ''),
    );
    expect(kept.join()).not.toContain('signed');
    expect(kept.filter((text) => text.includes('https://x.vn/gia?goi=1&utm_source=mail'))).toHaveLength(4);
  });

  it('is recognised when it comes again', async () => {
    const { post, submissions, queue } = createBorder();
    const body = { submissionId: 'a1', fields: huong };

    const first = await post({ body });
    const second = await post({
      body: { fields: { province: 'TP.HCM', phone: '0912 345 678', fullName: 'Nguyễn Thị Hường' }, submissionId: 'a1' },
    });

    expect(second).toEqual(first);
    expect(submissions()).toHaveLength(1);
    expect(new Set(queue.sent.map(({ deduplicationId }) => deduplicationId)).size).toBe(1);
  });

  it('gets an id of ours when its own is taken by another one, and the same at its retry', async () => {
    const { post, submissions } = createBorder();
    await post({ body: { submissionId: 'a1', fields: huong } });
    const other = { submissionId: 'a1', fields: { ...huong, fullName: 'Trần Văn Nam' } };

    const first = json((await post({ body: other })).body);
    const again = json((await post({ body: other })).body);

    expect(first.submissionId).not.toBe('a1');
    expect(again).toEqual(first);
    expect(submissions()).toHaveLength(2);
  });

  it('takes its id from the Idempotency-Key header when the body has none', async () => {
    const { post, submissions } = createBorder();

    await post({ body: { fields: huong }, headers: { 'idempotency-key': '"key-1"' } });
    await post({ body: { fields: huong }, headers: { 'idempotency-key': 'key-1' } });

    expect(submissions().map(({ submissionId }) => submissionId)).toEqual(['key-1']);
  });

  it('is not accepted when storing or sending fails, and is complete after the retry', async () => {
    const { post, submissions, queue, faults } = createBorder();
    const body = { submissionId: 'a1', fields: huong };

    faults.table = new Error('Throttled: nguyen@example.com');
    const unstored = await post({ body });
    faults.table = undefined;
    queue.failing = new Error('no queue');
    const unsent = await post({ body });
    queue.failing = undefined;
    const accepted = await post({ body });

    for (const answer of [unstored, unsent]) {
      expect(answer.statusCode).toBe(503);
      expect(answer.headers?.['retry-after']).toBeDefined();
      expect(json(answer.body)).toMatchObject({ status: 503, id: 'request-1' });
      expect(answer.body).not.toContain('example.com');
    }
    expect(accepted.statusCode).toBe(202);
    expect(submissions()).toHaveLength(1);
    expect(queue.sent).toHaveLength(1);
  });

  it('keeps what the form does not know beside the fields, within limits', async () => {
    const { post, submissions } = createBorder();
    const many = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`own${index}`, 'ơ'.repeat(50)]));
    const text = `{"score":100,"fields":{"email":"a@example.com","__proto__":{"admin":true},"constructor":"x","long":"${'ơ'.repeat(900)}"},"assignedTo":"rep-lan"}`;

    await post({ body: { submissionId: 'many', fields: { email: 'a@example.com', ...many } } });
    await post({ body: text, headers: { 'idempotency-key': 'hostile' } });

    const first = submissions().find(({ submissionId }) => submissionId === 'many');
    const second = submissions().find(({ submissionId }) => submissionId === 'hostile');
    expect(Object.keys(Object(first?.extra))).toHaveLength(50);
    expect(second?.fields).toEqual({ email: 'a@example.com' });
    expect(second?.extra).toMatchObject({ score: '100', assignedTo: 'rep-lan', constructor_: 'x' });
    expect(Buffer.byteLength(Object(second?.extra).long)).toBeLessThanOrEqual(1_024);
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });

  it.each([
    ['nothing at all', {}, ['fields']],
    ['no contact detail', { fields: { fullName: 'Lan' } }, ['fields.email', 'fields.phone']],
    ['a wrong e-mail address', { fields: { email: 'lan@', phone: 'abc' } }, ['fields.email', 'fields.phone']],
    ['an endless name', { fields: { email: 'a@example.com', fullName: 'ă'.repeat(201) } }, ['fields.fullName']],
    ['an object for a text', { fields: { email: { at: 'x' } } }, ['fields.email']],
    ['an impossible id', { submissionId: 'a b', fields: huong }, ['submissionId']],
  ])('with %s is refused field by field, and kept', async (_, body, paths) => {
    const { post, badRows, queue } = createBorder();

    const answer = await post({ body });

    const problem = json(answer.body);
    expect(answer.statusCode).toBe(422);
    expect(answer.headers?.['content-type']).toContain('application/problem+json');
    expect(problem.errors.map(({ path }: { path: string }) => path)).toEqual(paths);
    expect(badRows()).toMatchObject([{ badRowId: problem.id, code: 'invalid_input', faultPaths: paths }]);
    expect(Buffer.from(Object(badRows()[0]).body).toString()).toBe(JSON.stringify(body));
    expect(queue.sent).toHaveLength(0);
  });

  it.each([
    ['broken JSON', '{"fields":', 'application/json'],
    ['a list', '[1]', 'application/json'],
    ['deep nesting', '{"fields":{"a":{"b":{"c":{"d":{"e":{}}}}}}}', 'application/json'],
    ['nothing', '', 'application/json'],
    ['a strange type', 'hello', 'image/png'],
    ['multipart without a boundary', 'hello', 'multipart/form-data'],
    [
      'multipart that stops in the middle',
      '--x\r\nContent-Disposition: form-data; name="email"\r\n\r\nlan',
      'multipart/form-data; boundary=x',
    ],
  ])('of %s is answered 400 and kept', async (_, body, type) => {
    const { post, badRows } = createBorder();

    const answer = await post({ body, headers: { 'content-type': type, accept: 'application/json' } });

    expect(answer.statusCode).toBe(400);
    expect(badRows()).toMatchObject([{ badRowId: json(answer.body).id, code: 'unreadable_body' }]);
  });

  it('of more than 32 KB is answered 413 and kept by size, hash and beginning', async () => {
    const { post, badRows } = createBorder();

    const answer = await post({ body: { fields: { ...huong, message: 'a'.repeat(40_000) } } });

    expect(answer.statusCode).toBe(413);
    expect(badRows()).toMatchObject([{ badRowId: json(answer.body).id, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect(Number(badRows()[0]?.sizeBytes)).toBeGreaterThan(40_000);
    expect(Object(badRows()[0]).body).toHaveLength(1_024);
  });

  it('tells nothing by the ids that come of its content: another deployment makes others of the same', async () => {
    const idsOf = async (digests: Digests) => {
      const { post, badRows, submissions } = createBorder(undefined, digests);
      await post({ body: '{"phone":"0912345678"', headers: { 'content-type': 'application/json' } });
      for (const phone of ['0912345678', '0912345679']) await post({ body: { submissionId: 'a1', fields: { phone } } });
      return [...badRows(), ...submissions().filter(({ submissionId }) => submissionId !== 'a1')].map(({ pk }) => pk);
    };

    const [ours, theirs] = [await idsOf(openDigests('one key')), await idsOf(openDigests('another key'))];

    expect(ours).toHaveLength(2);
    expect(ours).toEqual(await idsOf(openDigests('one key')));
    expect(ours.filter((pk) => theirs.includes(pk))).toEqual([]);
  });

  it('to a form that is not there is answered 404', async () => {
    const { post } = createBorder();

    expect((await post({ formId: 'nothing', body: { fields: huong } })).statusCode).toBe(404);
    expect((await post({ formId: '__proto__', body: { fields: huong } })).statusCode).toBe(404);
  });
});

describe('a flood from one address', () => {
  it('is turned away only above ten times the limit, without counting repeats of one post', async () => {
    const { post, time } = createBorder();
    const body = (index: number) => ({ submissionId: `s${index}`, fields: huong });

    for (let index = 0; index < 999; index += 1) await post({ body: body(index) });
    for (let index = 0; index < 50; index += 1) expect((await post({ body: body(0) })).statusCode).toBe(202);
    expect((await post({ body: body(999) })).statusCode).toBe(202);
    const refused = await post({ body: body(1_000) });
    const neighbour = await post({ body: body(1_000), sourceIp: '203.0.113.8' });
    time.now = new Date(startedAt.getTime() + 11 * 60_000);
    const later = await post({ body: body(1_001) });

    expect(refused.statusCode).toBe(429);
    expect(refused.headers?.['retry-after']).toBeDefined();
    expect([neighbour.statusCode, later.statusCode]).toEqual([202, 202]);
  });

  it('is told apart behind edges that send the secret of before, while a new one is on its way to them', async () => {
    const { post, submissions } = createBorder();
    const behind = (client: string, secret: string) => ({ 'x-forwarded-for': `${client}, 70.132.0.1`, 'x-pheu-origin': secret });

    await post({ body: { submissionId: '1', fields: huong }, headers: behind('203.0.113.1', 'the-secret-before') });
    await post({ body: { submissionId: '2', fields: huong }, headers: behind('203.0.113.2', 'the-secret-before') });
    await post({ body: { submissionId: '3', fields: huong }, headers: behind('203.0.113.2', originSecret) });

    const [one, two, three] = submissions().map(({ sender }) => Object(sender).addressHash);
    expect(one).not.toBe(two);
    expect(two).toBe(three);
  });

  it('is told apart by the address that the CDN names, and by nobody else', async () => {
    const { post, submissions } = createBorder();
    const behind = (client: string, secret?: string) => ({
      'x-forwarded-for': `192.0.2.99, ${client}, 70.132.0.1`,
      ...(secret ? { 'x-pheu-origin': secret } : {}),
    });

    await post({ body: { submissionId: '1', fields: huong }, headers: behind('203.0.113.1', originSecret) });
    await post({ body: { submissionId: '2', fields: huong }, headers: behind('203.0.113.2', originSecret) });
    await post({ body: { submissionId: '3', fields: huong }, headers: behind('203.0.113.3', 'guessed') });
    await post({ body: { submissionId: '4', fields: huong }, headers: behind('203.0.113.4') });

    const hashes = ['1', '2', '3', '4'].map(
      (id) => Object(submissions().find(({ submissionId }) => submissionId === id)?.sender).addressHash,
    );
    expect(new Set(hashes.slice(0, 3)).size).toBe(3);
    expect(hashes[3]).toBe(hashes[2]);
  });
});
