import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, expect, it } from '@jest/globals';
import { person } from '../../support/people.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { tableFacts } from '../../support/table-facts.ts';

let runtime: Runtime;
afterEach(() => runtime?.stop());

it('gives each file that wants no other the same runtime, without what the one before left in it', async () => {
  runtime = await startRuntime();
  const { url } = runtime;
  await runtime.post('contact', { submissionId: 'left-behind', fields: { ...person(1), province: 'TP.HCM' } });
  await runtime.idle();
  await runtime.outage('ses', true);
  await runtime.post('contact', { submissionId: 'left-behind-too', fields: { ...person(2) } });
  await runtime.idle();
  const [left, from] = [await tableFacts(runtime), runtime.ago(0)];
  await runtime.stop();

  runtime = await startRuntime();

  expect([await runtime.calls(), await runtime.invocations(), await runtime.logs()]).toEqual([[], [], []]);
  const { leads, entries, submissions, pools } = await tableFacts(runtime);
  expect(left.leads).toHaveLength(2);
  expect(runtime.url).toBe(url);
  expect([leads, entries, submissions, pools]).toEqual([[], [], [], []]);
  expect([await runtime.mails(), await runtime.events(), await runtime.messages()]).toEqual([[], [], []]);
  expect((await runtime.queues()).filter(({ visible, inFlight, delayed }) => visible + inFlight + delayed > 0)).toEqual([]);
  expect((await runtime.request('/_local/faults')).body.outages).toEqual([]);
  expect(Date.parse(runtime.ago(0)) - Date.parse(from)).toBeGreaterThan(10 * 60_000);
});

it('makes another one where a file changed the configuration', async () => {
  runtime = await startRuntime();
  const { url } = runtime;
  await runtime.aws.document.send(
    new UpdateCommand({
      TableName: runtime.tableName,
      Key: { pk: 'CONFIG#pools', sk: 'CURRENT' },
      UpdateExpression: 'SET publishedBy = :somebody',
      ExpressionAttributeValues: { ':somebody': 'a-test' },
    }),
  );
  await runtime.stop();

  runtime = await startRuntime();

  expect(runtime.url).not.toBe(url);
});
