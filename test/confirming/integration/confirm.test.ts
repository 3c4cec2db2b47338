import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const admin = { user: 'admin@example.com' };
const victim = { fullName: 'Nguyễn Thị Hường', phone: '0987 200 001', province: 'TP.HCM' };

describe('details that are posted under a known address', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime();
  });
  afterAll(() => runtime?.stop());

  const post = async (submissionId: string, fields: Record<string, string>) => {
    await runtime.post('contact', { submissionId, fields, context: { locale: 'vi' } });
    await runtime.idle();
  };
  const recordOf = async (email: string) => {
    const [lead] = (await runtime.get(`/v1/leads?email=${encodeURIComponent(email)}`, admin)).body.items;
    return [lead.fullName, lead.phone.e164];
  };
  const linksTo = async (email: string) =>
    (await runtime.mails(email)).flatMap(({ text }) => /\/v1\/confirm\/[\w.-]+/.exec(text ?? '')?.[0] ?? []);

  it('are the record’s after the person pressed the button, and not before', async () => {
    const email = 'huong@confirm.example';
    await post('first', { ...victim, email });
    await post('second', { fullName: 'Nguyễn Thị Thu Hường', phone: '0987 200 002', email });
    const [link = ''] = await linksTo(email);

    const looked = [];
    for (const method of ['HEAD', 'GET', 'HEAD', 'GET']) {
      const answer = await runtime.request(link, { method });
      looked.push([answer.status, answer.text.includes('0987 200 002'), answer.headers.get('cache-control')]);
    }
    const before = await recordOf(email);
    const pressed = [];
    for (let press = 0; press < 2; press += 1) pressed.push((await runtime.request(link, { method: 'POST' })).status);

    const [head, page] = [
      [200, false, 'no-store'],
      [200, true, 'no-store'],
    ];
    expect(looked).toEqual([head, page, head, page]);
    expect(before).toEqual([victim.fullName, '+84987200001']);
    expect(pressed).toEqual([200, 200]);
    expect(await recordOf(email)).toEqual(['Nguyễn Thị Thu Hường', '+84987200002']);
  });

  it('are for the owner alone to decide about where name and number are another person’s', async () => {
    const email = 'chung@confirm.example';
    await post('third', { ...victim, phone: '0987 200 003', email });

    await post('fourth', { fullName: 'Trần Văn Nam', phone: '0987 200 004', email });

    expect(await linksTo(email)).toEqual([]);
    expect(await recordOf(email)).toEqual([victim.fullName, '+84987200003']);
  });

  it('bring no mail to an address that came with a known number', async () => {
    const email = 'evil@guess.example';
    await post('fifth', { ...victim, phone: '0987 200 005', email: 'khoi@confirm.example' });

    await post('sixth', { ...victim, phone: '0987 200 005', email });

    expect(await linksTo(email)).toEqual([]);
    expect(await linksTo('khoi@confirm.example')).toEqual([]);
  });

  it('bring the mails that an unknown number would bring, whatever else the address posts', async () => {
    const known = '0987 200 006';
    await post('seventh', { ...victim, phone: known, email: 'mai@confirm.example' });
    const told = async (name: string, phone: string) => {
      const email = `${name}@guess.example`;
      const posts = [{ email }, { email, phone }, { email, phone: '0987 200 009' }];
      for (const [index, fields] of posts.entries()) await post(`${name}-${index}`, fields);
      return (await runtime.mails(email)).map(({ tags, text }) => [tags.kind, text?.includes('confirm')]);
    };

    const ofKnown = await told('known', known);

    expect(ofKnown).toEqual(await told('unknown', '0987 200 007'));
    expect(ofKnown.map(([kind]) => kind)).toEqual(['welcome', 'proposedChange']);
  });

  it('leave no token in a log, and none of ours is needed to be told that a link is none', async () => {
    const answer = await runtime.request('/v1/confirm/made.up', { method: 'POST' });

    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const logs = JSON.stringify(await runtime.logs());
    for (const link of await linksTo('huong@confirm.example')) expect(logs).not.toContain(link.split('/').at(-1));
    expect(logs).not.toContain('made.up');
  });
});
