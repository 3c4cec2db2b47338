import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchWriteCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Item } from '../../../shared/platform/table.ts';
import { findIn } from '../../support/dump.ts';
import { report } from '../../support/proof.ts';
import { runTool } from '../../support/run-tool.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const canary = { fullName: 'Trương Hoàng Yến Canary', email: 'hoang.yen.canary@example.net', phone: '0936547812' } as const;
const words = ['hoang.yen.canary', '936547812', 'yến canary', 'yen canary', 'hoang.yen.canary%40'];
const admin = 'admin@example.com';

let runtime: Runtime;
beforeAll(async () => {
  runtime = await startRuntime({ isOwn: true });
});
afterAll(() => runtime?.stop());

async function allItems(): Promise<Item[]> {
  const { document, tableName } = runtime.aws;
  const found: Item[] = [];
  for await (const page of paginateScan({ client: document }, { TableName: tableName })) found.push(...(page.Items ?? []));
  return found;
}

/** Writes back what stood at an earlier time, as a restored table has it. */
async function putBack(items: readonly Item[]): Promise<void> {
  const { document, tableName } = runtime.aws;
  for (let start = 0; start < items.length; start += 25) {
    const some = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    await document.send(new BatchWriteCommand({ RequestItems: { [tableName]: some } }));
  }
}

const ask = async (method: string, path: string, body?: unknown) =>
  runtime.request(path, {
    method,
    headers: { authorization: `Bearer ${await runtime.token(admin)}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** What names the canary of all that was ever sent, logged and told, but for SES's own feedback, and how much of that lies in a queue. */
async function elsewhere(): Promise<string[]> {
  const messages = (await runtime.messages()).filter(({ queue }) => !queue.includes('mail-feedback'));
  const texts = { messages, logs: await runtime.logs(0), events: await runtime.events() };
  const feedback = (await runtime.queues()).filter(({ name }) => name.includes('mail-feedback'));
  const waiting = feedback.flatMap(({ name, visible, inFlight, delayed }) => (visible + inFlight + delayed > 0 ? [name] : []));
  const named = Object.entries(texts).flatMap(([name, all]) => {
    const text = JSON.stringify(all).toLowerCase();
    return words.flatMap((word) => (text.includes(word) ? [`${name}: ${word}`] : []));
  });
  return [...named, ...waiting];
}

it('a person who is erased is nowhere any more, and nowhere again once the list is applied to what a backup brought back', async () => {
  await runtime.post(
    'contact',
    { submissionId: 'canary-1', fields: { ...canary, province: 'TP.HCM' }, consent: { contact: true } },
    { ip: '10.61.0.1' },
  );
  await runtime.post(
    'contact',
    { submissionId: 'canary-held', fields: { ...canary, khong_dien: 'https://spam.example' } },
    { ip: '10.61.0.2' },
  );
  await runtime.post('contact', { submissionId: 'canary-bad', fields: { email: canary.email, message: 'x' } }, { ip: '10.61.0.3' });
  await runtime.idle();
  const found = await ask('GET', `/v1/leads?email=${encodeURIComponent(canary.email)}`);
  const leadId: string = found.body.items[0].leadId;
  await ask('POST', `/v1/leads/${leadId}/notes`, { text: `Hẹn ${canary.fullName}, số ${canary.phone}` });
  await ask('PATCH', `/v1/leads/${leadId}`, { title: 'Giám đốc' });
  await runtime.idle();
  const backup = await allItems();
  expect(findIn(backup, words).length).toBeGreaterThan(6);

  const begun = await ask('DELETE', `/v1/leads/${leadId}?reason=personAsked&reference=YC-2026-1`);
  expect(begun.status).toBe(202);
  await runtime.advance('PT15S');
  await runtime.idle();
  const certificate = await ask('GET', `/v1/erasures/${begun.body.erasureId}`);
  expect(certificate.body).toMatchObject({ state: 'done', reference: 'YC-2026-1' });
  expect(findIn(await allItems(), words)).toEqual([]);
  expect(await elsewhere()).toEqual([]);
  const events = (await runtime.events()).filter(({ event }) => event['detail-type'] === 'lead.erased');
  expect(events).toHaveLength(1);

  const list = await runTool(runtime, 'tools/erasures.ts', { '--table': 'TableName' }, ['list']);
  expect(list).not.toMatch(/canary/i);
  const file = join(mkdtempSync(join(tmpdir(), 'erasures-')), 'list.jsonl');
  writeFileSync(file, list);
  await putBack(
    backup.filter((item) => ['LEAD', 'SUBMISSION', 'EMAIL', 'PHONE', 'BADROW', 'ADDRESS'].includes(String(item.pk).split('#')[0] ?? '')),
  );
  expect(findIn(await allItems(), words).length).toBeGreaterThan(6);
  const outputs = { '--table': 'TableName', '--identity-parameter': 'IdentityParameterName' };
  const said = await runTool(runtime, 'tools/erasures.ts', outputs, ['apply', '--file', file]);
  expect(said).toMatch(/1 erasures were applied/);
  await runtime.idle();
  expect(findIn(await allItems(), words)).toEqual([]);
  report('erasing', { items: certificate.body.gone.reduce((sum: number, { items }: { items: number }) => sum + items, 0), hits: 0 });
});
