import { afterAll, beforeAll, expect, it } from '@jest/globals';
import users from '../../../config/users.json' with { type: 'json' };
import { keys } from '../../../shared/platform/keys.ts';
import { createTable } from '../../../shared/platform/table.ts';
import { beginLife, type Life, type Scene } from '../../support/told-life.ts';

const email = 'mai@hoi-vien.example';
let life: Life;

beforeAll(async () => {
  life = await beginLife();
});
afterAll(() => life?.runtime.stop());

it('wishes a member a happy birthday on the morning of the day that the form asked for, once its mailbox has confirmed', async () => {
  const [, month, day] = life.moment(4, '12:00').slice(0, 'yyyy-mm-dd'.length).split('-');
  const fields = { fullName: 'Trần Thị Mai', email, birthday: `${Number(day)}/${Number(month)}` };

  await life.scene(1, '09:00', 'She joins the club', async () => {
    const { token } = (await life.runtime.get('/v1/forms/hoi-vien')).body;
    // As long as a person takes to fill it.
    await life.runtime.advance('PT30S');
    await life.runtime.post('hoi-vien', { submissionId: 'mai-1', fields, token, consent: { contact: true, newsletter: true } });
    await life.runtime.idle();
    const [lead] = (await life.ask('admin@example.com', 'GET', `/v1/leads?email=${email}`)).items;
    const rep = users.find(({ repId }) => repId !== undefined && (!lead.owner || repId === lead.owner.repId));
    life.isAbout({ leadId: lead.leadId, rep: { name: lead.owner?.name ?? '', email: rep?.email ?? '' } });
    const { items = [] } = await createTable(life.runtime.aws.document, life.runtime.aws.tableName).query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :days)',
      ExpressionAttributeValues: { ':pk': keys.leadPk(lead.leadId), ':days': 'DATE#' },
    });
    expect(items.map(({ sk }) => sk)).toEqual(['DATE#sinh-nhat']);
  });
  await life.scene(1, '09:20', 'She presses the button of the mail', async () => {
    const [link = ''] = (await life.runtime.mails(email)).flatMap(({ text }) => /\/v1\/subscribe\/[\w.-]+/.exec(text ?? '')?.[0] ?? []);
    await life.runtime.request(link, { method: 'POST' });
  });
  const before = await life.scene(3, '20:00', 'The evening before');
  // Days are looked at by five, and the wishes wait until half past eight: a clock that jumps over both would bring them a day late.
  const morning: Scene[] = [];
  for (const time of ['05:10', '05:30', '06:00', '08:20', '08:35', '08:50', '09:10']) {
    morning.push(await life.scene(4, time, 'The morning of her birthday'));
  }

  const wished = (scenes: readonly Scene[]) =>
    scenes.flatMap(({ mails }) => mails).filter(({ subject }) => subject.includes('Chúc mừng sinh nhật')).length;
  expect([wished([before]), wished(morning.slice(0, 4)), wished(morning)]).toEqual([0, 0, 1]);
});
