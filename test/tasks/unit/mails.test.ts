import { beforeEach, describe, expect, it } from '@jest/globals';
import type { MailRequest } from '../../../events/index.ts';
import { parseCall } from '../../../shared/calls/index.ts';
import { CompanyConfig } from '../../../shared/company/company-config.ts';
import { LeadOwner } from '../../../shared/leads/index.ts';
import { LeadId, TaskName } from '../../../shared/platform/ids.ts';
import { RepConfig } from '../../../shared/routing/rep-config.ts';
import { changed, endTasks, readTask, type TaskDraft, writeTasks } from '../../../shared/tasks/index.ts';
import { WebhookConfig } from '../../../shared/webhooks/webhook-config.ts';
import { company, MailWorld, rep } from '../../support/mail-world.ts';
import { lan, minh, taskAt, taskOf } from '../../support/tasks.ts';

const owner = LeadOwner.parse({ repId: lan, poolId: 'south', since: taskAt.toISOString(), decisionId: 'D1' });
const dueAt = '2026-11-24T02:00:00.000Z';
const morning = '2026-11-24T01:00:00.000Z';
const reminder: MailRequest = { v: 1, kind: 'taskReminder', leadId: 'L1', task: 'K1', dueAt };
const overdue = (leadId = 'L1'): MailRequest => ({ v: 1, kind: 'overdueNotice', leadId, repId: lan, morning });

let world: MailWorld;
beforeEach(() => {
  world = new MailWorld();
  world.now = taskAt.getTime();
  world.putLead({ owner, fullName: 'Trần Văn An' });
});

async function put(...drafts: Partial<TaskDraft>[]) {
  for (const draft of drafts) await world.table.transact(writeTasks([{ before: null, after: taskOf(draft) }], taskAt));
}

async function ask(...requests: MailRequest[]) {
  for (const request of requests) {
    world.deliver('notice', request);
    await world.run(world.now);
  }
}

const ends = () => world.mails().map(({ status, reason }) => reason ?? status);
const stored = async () => {
  const task = await readTask(world.table, { leadId: LeadId.parse('L1'), name: TaskName.parse('K1') });
  if (!task) throw new Error('no task');
  return task;
};

describe('the reminder of a callback', () => {
  it('tells who is to be called, when and why, to whom the task belongs', async () => {
    await put({ reason: 'callback', title: 'Báo giá gói 2', note: 'Gọi sau giờ họp' });

    await ask(reminder, reminder);

    expect(world.sent).toHaveLength(1);
    expect(world.sent[0]).toMatchObject({ to: rep.email, subject: 'Gọi lại theo hẹn: Trần Văn An – 09:00, 24/11/2026' });
    expect(world.sent[0]?.text).toContain('Báo giá gói 2');
    expect(world.sent[0]?.text).toContain('Gọi sau giờ họp');
  });

  it.each([
    ['taskEnded', () => stored().then((task) => endTasks([task], () => true, 'done', taskAt))],
    ['taskMoved', () => stored().then((task) => [changed(task, { dueAt: '2026-11-25T02:00:00.000Z' })])],
    ['noOwner', () => stored().then((task) => [changed(task, { ownerRepId: null })])],
  ])('is not sent any more: %s', async (why, changes) => {
    await put({ reason: 'callback' });
    await world.table.transact(writeTasks(await changes(), taskAt));

    await ask(reminder);

    expect([world.sent, ends()]).toEqual([[], [why]]);
  });

  it('tells whoever was handed the task whom it is about', async () => {
    world.documents.reps.push({ ...rep, id: minh, email: 'minh@sales.example' });
    await put({ reason: 'callback', ownerRepId: minh, isHandedOver: true, title: 'Gọi giúp' });

    await ask(reminder);

    expect(world.sent[0]).toMatchObject({ to: 'minh@sales.example', subject: expect.stringContaining('Trần Văn An') });
  });

  it('comes by the channels of the rep as well, once each, however often it is asked for', async () => {
    world.documents.company = [CompanyConfig.parse({ ...company, telegram: { tokenParameter: 'bot' } })];
    world.documents.reps = [RepConfig.parse({ ...rep, notify: { telegramChatId: '123456789', webhook: 'kho' } })];
    world.documents.webhooks = [WebhookConfig.parse({ id: 'kho', url: 'https://hooks.partner.example/in', secretParameter: 'kho' })];
    await put({ reason: 'callback', title: 'Báo giá <gói 2>', note: 'Gọi sau giờ họp\nhttp://evil.example' });
    world.copies = () => 2;

    await ask(reminder, reminder);

    const calls = world.table.all().flatMap((item) => (String(item.pk).startsWith('CALL#') ? [parseCall(item)] : []));
    expect(world.sent).toHaveLength(1);
    expect(calls.map(({ kind }) => kind).toSorted()).toEqual(['noticeWebhook', 'telegram']);
    expect(calls.find(({ kind }) => kind === 'telegram')?.request?.html).toBe(
      '<b>Gọi lại theo hẹn – 09:00, 24/11/2026</b>\n<code>Trần Văn An</code>\nĐiện thoại: 0912 345 678\n' +
        'Việc: <code>Báo giá &lt;gói 2&gt;</code>\nGhi chú:\n<pre>Gọi sau giờ họp\nhttp://evil.example</pre>\n' +
        '<a href="https://console.annhien.example/#/khach/L1">Mở hồ sơ khách</a>',
    );
  });

  it('rings nowhere once the task is done', async () => {
    world.documents.company = [CompanyConfig.parse({ ...company, telegram: { tokenParameter: 'bot' } })];
    world.documents.reps = [RepConfig.parse({ ...rep, notify: { telegramChatId: '123456789' } })];
    await put({ reason: 'callback' });
    await world.table.transact(
      writeTasks(
        endTasks([await stored()], () => true, 'done', taskAt),
        taskAt,
      ),
    );

    await ask(reminder);

    expect(world.table.all().filter(({ pk }) => String(pk).startsWith('CALL#'))).toEqual([]);
  });

  it('does not tell a rep who the person is when the lead has gone on and the task is about to', async () => {
    world.documents.reps.push({ ...rep, id: minh, email: 'minh@sales.example' });
    await put({ reason: 'callback', ownerRepId: minh });

    await ask(reminder);

    expect(world.sent[0]).toMatchObject({ to: 'minh@sales.example', subject: 'Gọi lại theo hẹn – 09:00, 24/11/2026' });
    expect(JSON.stringify(world.sent)).not.toContain('Trần Văn An');
  });
});

describe('the notice of overdue tasks', () => {
  const late = (name: string, draft: Partial<TaskDraft> = {}) => ({
    name: TaskName.parse(name),
    dueAt: '2026-11-23T09:00:00.000Z',
    ...draft,
  });

  it('lists what is overdue, by rank, in one mail of the morning', async () => {
    world.putLead({ leadId: LeadId.parse('L2'), owner, fullName: 'Lê Thị Bình' });
    await put(late('K1', { title: 'Gửi báo giá' }), late('K2', { reason: 'callback', leadId: LeadId.parse('L2') }), {
      name: TaskName.parse('K3'),
      title: 'Chưa đến hạn',
    });
    world.now = Date.parse(morning);

    await ask(overdue(), overdue(), overdue('L2'));

    expect(world.sent.map(({ to, subject }) => [to, subject])).toEqual([[rep.email, '2 việc quá hạn']]);
    const text = world.sent[0]?.text ?? '';
    expect(text.indexOf('Lê Thị Bình')).toBeLessThan(text.indexOf('Gửi báo giá'));
    expect(text.indexOf('Lê Thị Bình')).toBeGreaterThan(0);
    expect(text).not.toContain('Chưa đến hạn');
    expect(ends()).toEqual(['sent', 'toldThisMorning']);
  });

  it('is not sent where all was done by then', async () => {
    await put(late('K1'));
    await world.table.transact(
      writeTasks(
        endTasks([await stored()], () => true, 'done', taskAt),
        taskAt,
      ),
    );

    await ask(overdue());

    expect([world.sent, ends()]).toEqual([[], ['nothingLeft']]);
  });

  it('lists thirty at most, and says that there are more', async () => {
    await put(...Array.from({ length: 32 }, (_, place) => late(`K${place}`)));

    await ask(overdue());

    expect(world.sent[0]?.subject).toBe('30+ việc quá hạn');
    expect(world.sent[0]?.text).toContain('chỉ ghi 30 việc đầu');
  });
});
