import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { batchCases } from './cases/batches.ts';
import { queryCases } from './cases/queries.ts';
import { tableCases } from './cases/tables.ts';
import { transactionCases } from './cases/transactions.ts';
import { updateCases } from './cases/updates.ts';
import { writeCases } from './cases/writes.ts';
import { type CaseTable, type Step, Words } from './support/case.ts';
import { createTestTable, type Endpoint, endpointUnderTest, errorType } from './support/endpoint.ts';

const groups: Record<string, CaseTable> = {
  writes: writeCases,
  updates: updateCases,
  queries: queryCases,
  batches: batchCases,
  transactions: transactionCases,
  tables: tableCases,
};
const isOurs = process.env.DYNAMODB_ENDPOINT === undefined;
const table = `conformance-${Date.now()}`;
const skipped: string[] = [];
let endpoint: Endpoint;
let ran = 0;

beforeAll(async () => {
  endpoint = await endpointUnderTest();
  await createTestTable(endpoint.call, table);
});

afterAll(async () => {
  await endpoint.call('DeleteTable', { TableName: table });
  await endpoint.close();
  process.stdout.write(`DynamoDB conformance against ${endpoint.name}: ${ran} cases ran, ${skipped.length} only run on our layer\n`);
  for (const line of skipped) process.stdout.write(`  not asked: ${line}\n`);
});

describe.each(Object.entries(groups))('%s', (group, cases) => {
  for (const [index, [name, content]] of Object.entries(cases).entries()) {
    const { onlyOurs, steps } = typeof content === 'function' ? { onlyOurs: undefined, steps: content } : content;
    if (onlyOurs !== undefined && !isOurs) {
      skipped.push(`${name}: ${onlyOurs}`);
      continue;
    }
    it(name, async () => {
      ran += 1;
      for (const step of steps(new Words(table, `${group}-${index}`))) await expectStep(step);
    });
  }
});

async function expectStep({ operation, input, gives }: Step): Promise<void> {
  const answer = await endpoint.call(operation, input);

  if ('refused' in gives) {
    const message = String(answer.body.message ?? answer.body.Message ?? '');
    expect({ operation, error: errorType(answer), message }).toMatchObject({ operation, error: gives.refused });
    // The words are the service's own; DynamoDB Local has others.
    if (gives.says && isOurs) expect(message).toMatch(gives.says);
    expect(answer.body).toMatchObject(gives.has ?? {});
    return;
  }
  expect({ operation, error: errorType(answer), message: answer.body.message ?? answer.body.Message }).toEqual({ operation });
  expect(answer.body).toMatchObject(gives.has);
  // An item is compared whole: a stray attribute is a difference, too.
  if (gives.has.Item !== undefined) expect(answer.body.Item).toEqual(gives.has.Item);
  for (const field of gives.lacks ?? []) expect(answer.body).not.toHaveProperty(field);
}
