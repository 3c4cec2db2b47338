import { beforeEach, describe, expect, it } from '@jest/globals';
import { TextListView, TextView } from '../../../api/texts/text-view.ts';
import { hoursMs } from '../../../shared/platform/clock.ts';
import { leadSubject, TaskName } from '../../../shared/platform/ids.ts';
import { createTask, parseTask, writeTasks } from '../../../shared/tasks/index.ts';
import { countListed, listNumbers, readNumbers, unlistNumbers } from '../../../shared/texts/do-not-call.ts';
import { asksAs } from '../../support/as-user.ts';
import { createCallFloor } from '../../support/call-floor.ts';
import { createWorld } from '../../support/lead-world/world.ts';

let floor: Awaited<ReturnType<typeof createCallFloor>>;
beforeEach(async () => {
  floor = await createCallFloor();
});

const repOf = () => {
  const owner = floor.lead().owner?.repId;
  return owner ?? '';
};
const pathOf = () => ({ leadId: floor.lead().leadId });
const note = (body: object, user = 'rep', key?: string) =>
  floor.ask('POST /v1/leads/{leadId}/texts', pathOf(), user, { body, ...(key === undefined ? {} : { key }) });
const undo = (textId: string, user = 'rep') => floor.ask('DELETE /v1/leads/{leadId}/texts/{textId}', { ...pathOf(), textId }, user);
const list = async (user = 'admin@example.com', query: Record<string, string> = {}) => {
  const { status, body } = await asksAs(floor.world, user)('GET /v1/leads/{leadId}/texts', { path: pathOf(), query });
  return { status, ...TextListView.partial().parse(status === 200 ? body : {}) };
};
const said = { script: 'goi-nho', text: 'Chào chị Hường, em vừa gọi mà chưa gặp.' };
const lines = (type: string) => floor.world.timeline().filter((entry) => entry.type === type);

describe('texts that are prepared for a lead', () => {
  it('read with what is known of the person, in their language or another one', async () => {
    const { scripts = [] } = await list();
    const english = await list('admin@example.com', { lang: 'en' });

    expect(scripts.find(({ script }) => script === 'goi-nho')).toMatchObject({
      text: expect.stringMatching(/^Chào Hường, em là nhân viên tư vấn bên /),
      missing: [],
      length: { encoding: 'ucs2' },
      gate: { answer: 'allowed', text: null },
    });
    expect(english.scripts?.find(({ script }) => script === 'goi-nho')?.text).toMatch(/^Hello Nguyễn Thị Hường|^Hello Hường|^Hello /);
  });

  it('say what is missing where nobody knows it, and are written once it is known', async () => {
    const ofReminder = async () => (await list()).scripts?.find(({ script }) => script === 'nhac-hen');
    const before = await ofReminder();

    await floor.logged({ outcome: 'callback', callbackAt: '2026-11-25T02:00:00.000Z' });

    expect(before).toMatchObject({ text: null, length: null, missing: ['about.moment'] });
    expect((await ofReminder())?.text).toContain('09:00, 25/11/2026');
  });

  it('are those of the stage of the lead', async () => {
    const ids = (await list()).scripts?.map(({ script }) => script);

    expect(ids).toEqual(['goi-nho', 'nhac-hen', 'gioi-thieu-zalo']);
  });

  it('tell neither number nor address, and nothing to a marketer', async () => {
    expect(JSON.stringify(await list())).not.toMatch(/912345678|912 345 678|huong@/);
    expect((await list('marketer@example.com')).status).toBe(404);
  });
});

describe('a text that a colleague notes', () => {
  it('is kept with the lead, told without what it says, and noted once for one key', async () => {
    const first = await note(said, 'rep', 'key-1');
    const again = await note(said, 'rep', 'key-1');

    const text = TextView.parse(first.body);
    expect(again.body).toEqual(first.body);
    expect(text).toMatchObject({ ...said, channel: 'sms', purpose: 'service', parts: 1, repId: repOf(), mayUndo: true });
    expect((await list()).sent).toMatchObject([{ textId: text.textId, text: said.text, mayUndo: false }]);
    expect(lines('text.sent')).toMatchObject([{ data: { textId: text.textId, script: 'goi-nho', channel: 'sms', parts: 1 } }]);
    expect(JSON.stringify(lines('text.sent'))).not.toContain('Hường');
  });

  it('is refused beyond three a day to the number, and may go a day after the first', async () => {
    for (let place = 0; place < 3; place += 1) expect((await note(said)).status).toBe(201);

    const fourth = await note(said);
    const gates = (await list()).scripts?.map(({ gate }) => [gate.answer, gate.reason]);
    floor.world.pass(24 * hoursMs);
    const nextDay = await note(said);

    expect(fourth).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Số này đã nhận 3 tin trong 24 giờ') } });
    expect(new Set(gates?.map(String))).toEqual(new Set(['later,dailyLimit']));
    expect(nextDay.status).toBe(201);
  });

  it('lets one through of those that come at once where one is left', async () => {
    for (let place = 0; place < 2; place += 1) await note(said);

    const answers = await Promise.all([note(said), note(said), note(said)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('is refused at night, unless it was opened before', async () => {
    floor.world.pass(12 * hoursMs + 5 * 60_000);
    const openedAt = new Date(floor.world.parts.clock().getTime() - 10 * 60_000).toISOString();

    const late = await note(said);
    const before = await note({ ...said, openedAt });

    expect(late).toMatchObject({ status: 409, body: { detail: expect.stringContaining('It may go from 07:00, 23 Nov 2026 on.') } });
    expect(before.status).toBe(201);
  });

  it.each([
    ['a script that there is not', { ...said, script: 'none' }, 'script'],
    ['a variable left in it', { ...said, text: 'Chào {{ lead.givenName }}' }, 'text'],
    ['a mask in it', { ...said, text: 'Gọi em số 09••••678' }, 'text'],
    ['a service that says it advertises', { ...said, text: '[QC] Giảm giá' }, 'text'],
    ['a letter', { ...said, text: 'a'.repeat(671) }, 'text'],
    ['nothing', { ...said, text: ' \n ' }, 'text'],
    ['a moment to come', { ...said, openedAt: '2027-01-01T00:00:00.000Z' }, 'openedAt'],
    ['a moment long ago', { ...said, openedAt: '2026-11-22T01:00:00.000Z' }, 'openedAt'],
  ])('is refused with %s', async (_name, body, path) => {
    expect(await note(body)).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });

  it('is refused where its script is for another stage', async () => {
    const answer = await note({ ...said, script: 'gui-bao-gia-zalo' });

    expect(answer).toMatchObject({ status: 409, body: { detail: expect.stringContaining('another stage or pool') } });
  });

  it('is refused to a landline', async () => {
    const world = createWorld();
    await world.takeIn(world.post({ fullName: 'Trần Văn Nam', phone: '028 3822 1234', email: 'nam@example.com' }));
    await world.assignAll();
    const { leadId } = world.leads()[0] ?? {};

    const { body } = await asksAs(world, 'admin@example.com')('GET /v1/leads/{leadId}/texts', { path: { leadId: leadId ?? '' } });

    const gates = TextListView.parse(body).scripts.map(({ gate }) => gate.reason);
    expect(new Set(gates)).toEqual(new Set(['noNumber']));
  });

  it('is refused to whoever wants to hear nothing', async () => {
    await floor.logged({ outcome: 'refusedContact' });

    expect((await note(said, 'admin')).status).toBe(409);
  });

  it('ends the task that asked for it, and opens it again when it is taken back', async () => {
    const { world } = floor;
    const { leadId } = floor.lead();
    const at = world.parts.clock();
    const what = {
      kind: 'text',
      reason: 'planned',
      script: 'goi-nho',
      dueAt: at.toISOString(),
      createdBy: { kind: 'system', id: 'test' },
    } as const;
    const made = createTask({ leadId, name: TaskName.parse('seq-1'), subject: leadSubject, ownerRepId: repOf() as never, ...what }, at);
    await world.table.transact(writeTasks([made], at));
    const asked = (await list()).scripts?.find(({ script }) => script === 'goi-nho')?.isAsked;
    const states = () => world.itemsOf(`${leadId} TASK#seq-1`).map((item) => parseTask(item).status);

    const { textId } = TextView.parse((await note(said)).body);
    const ended = states();
    await undo(textId);

    expect([asked, ended, states()]).toEqual([true, ['done'], ['open']]);
  });
});

describe('a text that was noted by mistake', () => {
  it('counts no more', async () => {
    const ids = [];
    for (let place = 0; place < 3; place += 1) {
      ids.push(TextView.parse((await note(said)).body).textId);
      floor.world.pass(1000);
    }

    const answer = await undo(ids[1] ?? '');

    expect(answer.status).toBe(204);
    expect((await note(said)).status).toBe(201);
    expect((await note(said)).status).toBe(409);
    expect(lines('text.undone')).toMatchObject([{ data: { textId: ids[1], script: 'goi-nho' } }]);
  });

  it('is its author’s to take back, for a day', async () => {
    const { textId } = TextView.parse((await note(said)).body);

    const other = await undo(textId, 'admin');
    floor.world.pass(25 * hoursMs);
    const late = await undo(textId);

    expect([other.status, late.status]).toEqual([404, 409]);
  });
});

describe('numbers that want no advertising', () => {
  it('are read from a list in any spelling, kept by their digests, and taken off it', async () => {
    const { table } = floor.world;
    const { phones, unreadLines } = readNumbers('0912 345 678\r\n+84912345678\n\nkhông có\n0987.654.321', floor.world.parts.digests);

    await listNumbers(table, phones, floor.world.parts.clock());
    await listNumbers(table, phones, floor.world.parts.clock());
    const listed = await countListed(table, phones);
    await unlistNumbers(table, phones.slice(1));

    expect([phones.length, unreadLines, listed, await countListed(table, phones)]).toEqual([2, [4], 2, 1]);
    // Services are none of what the person refuses.
    expect((await note(said)).status).toBe(201);
  });
});
