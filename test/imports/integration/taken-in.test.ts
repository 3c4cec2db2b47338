import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const admin = { user: 'admin@example.com' };

let runtime: Runtime;
beforeAll(async () => {
  runtime = await startRuntime();
});
afterAll(() => runtime?.stop());

it('takes a list in and back with the rights that are deployed', async () => {
  const file = Buffer.from('Họ tên,SĐT,Email\nAn,0912345678,\nBình,,binh@example.vn\nCường,,\n');
  const headers = { authorization: `Bearer ${await runtime.token(admin.user)}` };
  const ask = (path: string, body: object) => runtime.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
  const opened = await ask('/v1/imports', { fileName: 'a.csv', source: 'hoi-cho', kind: 'leads', bytes: file.length });
  const path = `/v1/imports/${opened.body.importId}`;
  await fetch(opened.body.upload.url, { method: 'PUT', body: file });
  const states: string[] = [];
  const follow = async (step: string, body: object = {}) => {
    await ask(`${path}/${step}`, body);
    await runtime.settle();
    const view = (await runtime.get(path, admin)).body;
    states.push(view.state);
    return view;
  };

  await follow('read');
  await follow('mapping', { columns: {}, owner: 'rule' });
  const done = await follow('start');
  const undone = await follow('undo');

  expect(states).toEqual(['mapping', 'previewed', 'done', 'undone']);
  expect(done.result).toMatchObject({ create: 2, update: 0, skip: 0, quarantine: 1 });
  expect(undone.undone).toMatchObject({ back: 2 });
});
