import { describe, expect, it } from '@jest/globals';
import { type MailRequest, WorkMessage } from '../../../events/index.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { CompanyConfig } from '../../../shared/company/company-config.ts';
import { tellExportsWork } from '../../../shared/notices/tell-exports.ts';
import { minutesMs } from '../../../shared/platform/clock.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { doWork, type WorkParts } from '../../../shared/work/index.ts';
import { exportingOf } from '../../support/exports.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { company, MailWorld } from '../../support/mail-world.ts';
import { unheardQueue } from '../../support/queues.ts';

const [marketer, leader] = ['marketer@example.com', 'leader.south@example.com'];

async function withPeople(): Promise<World> {
  const world = createWorld();
  for (const number of [1, 2, 3]) {
    await world.takeIn(world.post({ fullName: `Khách ${number}`, phone: `091234567${number}`, province: 'TP. Hồ Chí Minh' }));
  }
  await world.assignAll();
  world.project();
  return world;
}

const tellersIn = (world: World) =>
  world
    .itemsOf('DUE#')
    .map((item) => Timer.parse(item))
    .filter(({ message }) => message.kind === 'tellExports');

/** Does what the timers ask for, and answers whom it has told. */
async function told(world: World): Promise<MailRequest[]> {
  world.sent.notice.length = 0;
  const { notice, assign } = world.parts;
  const queues = { notice, assign, mail: unheardQueue, score: unheardQueue, work: unheardQueue };
  for (const { message } of tellersIn(world))
    await doWork(WorkMessage.parse(message), [tellExportsWork], { ...world.parts, queues } as WorkParts);
  return world.sent.notice.map(({ body }) => body as MailRequest);
}

async function mailsOf(world: World, requests: readonly MailRequest[], changes: Partial<CompanyConfig> = {}): Promise<MailWorld> {
  const mails = new MailWorld(1, world.table);
  mails.now = world.parts.clock().getTime();
  mails.documents.users = [...(await world.config.current(userKind)).documents.values()];
  mails.documents.company = [CompanyConfig.parse({ ...company, ...changes })];
  for (const request of requests) mails.deliver('notice', request);
  await mails.run();
  return mails;
}

describe('admins are told of lists that were taken out', () => {
  it.each([
    [
      'vi',
      ['Danh sách được xuất: 7 lead, marketer, leader-south', 'khu vực: miền Nam', 'Cột liên hệ: không có', 'Cột liên hệ: Họ tên, SĐT'],
    ],
    [
      'en',
      [
        'Lists were taken out (leads: 7): marketer, leader-south',
        'region: the south',
        'Contact columns: none',
        'Contact columns: Full name, Phone',
      ],
    ],
  ] as const)('by one mail for a quarter of an hour, in %s: who, which leads, how many, which details', async (defaultLocale, words) => {
    const world = await withPeople();
    const exports = exportingOf(world);
    const all = await exports.take({ filter: { region: 'south' } }, marketer);
    const part = await exports.take({ columns: ['fullName', 'phone', 'stage'] }, leader);
    const one = await exports.take({ filter: { phone: '0912345671' }, format: 'csv' });

    const requests = await told(world);
    const mails = await mailsOf(world, requests, { defaultLocale, exportPage: 'https://crm.annhien.example/exports/{exportId}' });

    expect([all, part, one].map(({ progress }) => progress.leads)).toEqual([3, 3, 1]);
    expect(tellersIn(world)).toHaveLength(1);
    expect(requests).toMatchObject([{ kind: 'exportNotice', userId: 'admin' }]);
    const [mail] = mails.sent;
    expect(mails.sent).toHaveLength(1);
    for (const word of words) expect(`${mail?.subject}\n${mail?.text}`).toContain(word);
    for (const { exportId } of [all, part, one]) expect(mail?.html).toContain(`href="https://crm.annhien.example/exports/${exportId}"`);
    // Of whoever was looked for by a number it is said that somebody was.
    expect(mail?.text).toContain({ vi: 'một người, tìm theo tên, số hoặc địa chỉ', en: 'one person, found by' }[defaultLocale]);
    expect(JSON.stringify(mail)).not.toMatch(/0?91 ?234 ?567|Khách \d/);
  });

  it('tells each file once, however often its timer or its message comes', async () => {
    const world = await withPeople();
    await exportingOf(world).take({}, marketer);
    const requests = await told(world);

    const mails = await mailsOf(world, [...requests, ...requests, ...(await told(world))]);

    expect(mails.sent).toHaveLength(1);
  });

  it('tells of the next quarter of an hour by itself', async () => {
    const world = await withPeople();
    const exports = exportingOf(world);
    await exports.take({ format: 'csv' }, marketer);
    world.pass(16 * minutesMs);
    await exports.take({}, marketer);

    const requests = await told(world);

    const spans = requests.map((request) => (request.kind === 'exportNotice' ? [request.since, request.until] : []));
    expect(new Set(spans.map(String)).size).toBe(2);
    expect((await mailsOf(world, requests)).sent.map(({ subject }) => subject)).toEqual([
      'Danh sách được xuất: 3 lead, marketer',
      'Danh sách được xuất: 3 lead, marketer',
    ]);
  });

  it('hides what somebody typed into a filter that a person can be reached by', async () => {
    const world = await withPeople();
    const exports = exportingOf(world);
    await exports.take({ filter: { tag: '0987 654 321', campaign: 'chi.huong@example.vn' } });

    const { sent } = await mailsOf(world, await told(world));

    expect(sent).toHaveLength(1);
    expect(JSON.stringify(sent)).not.toMatch(/0987 ?654|chi\.huong@/);
  });

  it('tells nobody of one that never became a file', async () => {
    const world = await withPeople();
    const exports = exportingOf(world);
    const { body } = await exports.ask('POST /v1/exports', { body: {}, email: marketer });
    world.config.change(userKind, 'marketer', (user) => ({ ...user, role: 'manager' as const }));
    await exports.runWork();

    expect((await exports.show(body.exportId)).state).toBe('failed');
    expect(await told(world)).toEqual([]);
  });
});
