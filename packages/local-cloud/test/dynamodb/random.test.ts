import { describe, expect, it } from '@jest/globals';
import { runs, seed } from '../support/seeded.ts';
import { Generator } from './random/generate.ts';
import { Model, type Outcome, textOf } from './random/model.ts';
import { canonical } from './random/model-conditions.ts';
import { type Attributes, type RandomOperation, requestOf } from './random/operations.ts';
import { type Answer, createTestTable, type Endpoint, errorType, type Json, openOurs, remote } from './support/endpoint.ts';

const operations = runs(2_000, 10_000);
const oracleUrl = process.env.DYNAMODB_ORACLE;

/** Where DynamoDB Local is known to differ from the documented service, and so from ours. */
function knownDifference(operation: RandomOperation, ours: Answer, theirs: Answer): string | undefined {
  if (operation.do === 'transact' && errorType(theirs) === 'ValidationException' && codesOf(ours).includes('ValidationError')) {
    return 'an update that does not fit its item: documented as a reason of the cancellation, there a ValidationException';
  }
  if (operation.do === 'transact' && errorType(ours) === 'ValidationException' && errorType(theirs) === 'TransactionCanceledException') {
    return 'two operations on one item: refused before the conditions, there after them';
  }
  if (operation.do === 'query' && ours.body.LastEvaluatedKey !== undefined && theirs.body.LastEvaluatedKey === undefined) {
    return 'a page that ends with its range: the limit gives a last key, there none';
  }
  return undefined;
}

const codesOf = ({ body }: Answer): string[] => ((body.CancellationReasons ?? []) as { Code: string }[]).map((reason) => reason.Code);

interface Difference {
  step: number;
  operation: RandomOperation;
  ours: unknown;
  other: unknown;
}

describe('Random operations', () => {
  it('answer as the model says', async () => {
    const ours = await openOurs();
    const model = new Model();

    const differences = await compare(ours, async (operation, answer) => [outcomeOf(operation, answer), readable(model.run(operation))]);

    await ours.close();
    report('the model', differences);
    expect(differences.slice(0, 5).map((difference) => JSON.stringify(difference))).toEqual([]);
  });

  if (oracleUrl === undefined) {
    process.stdout.write('Random operations are compared with the model only: no DYNAMODB_ORACLE\n');
    return;
  }
  it('answer as the oracle of DYNAMODB_ORACLE does', async () => {
    const ours = await openOurs();
    const oracle = remote(oracleUrl);
    const table = `random-${Date.now()}`;
    await createTestTable(oracle.call, table);

    const known = new Map<string, number>();

    const differences = await compare(ours, async (operation, answer) => {
      const [name, input] = requestOf(operation, table);
      const theirs = await oracle.call(name, input);
      const reason = knownDifference(operation, answer, theirs);
      if (reason === undefined) return [wholeAnswer(operation, answer), wholeAnswer(operation, theirs)];
      known.set(reason, (known.get(reason) ?? 0) + 1);
      return [reason, reason];
    });

    await oracle.call('DeleteTable', { TableName: table });
    await ours.close();
    report(oracle.name, differences);
    for (const [reason, count] of known) process.stdout.write(`  not counted, ${count} times: ${reason}\n`);
    expect(differences.slice(0, 5).map((difference) => JSON.stringify(difference))).toEqual([]);
  });
});

/** Runs the operations of the seed on ours and keeps every step whose two answers differ. */
async function compare(
  ours: Endpoint,
  both: (operation: RandomOperation, answer: Answer) => Promise<[ours: unknown, other: unknown]>,
): Promise<Difference[]> {
  const generator = new Generator(seed);
  const differences: Difference[] = [];
  await createTestTable(ours.call, 'random');
  for (let step = 0; step < operations; step += 1) {
    const operation = generator.operation();
    const [name, input] = requestOf(operation, 'random');
    const [mine, other] = await both(operation, await ours.call(name, input));
    if (JSON.stringify(mine) !== JSON.stringify(other)) differences.push({ step, operation, ours: mine, other });
  }
  return differences;
}

function report(other: string, differences: readonly Difference[]): void {
  process.stdout.write(`Local DynamoDB and ${other}: ${differences.length} of ${operations} answers differ (PROOF_SEED=${seed})\n`);
}

/** What the model knows of an answer. */
function outcomeOf(operation: RandomOperation, { status, body }: Answer): unknown {
  const error = errorType({ status, body });
  const reasons = body.CancellationReasons as { Code: string; Item?: Attributes }[] | undefined;
  const shown =
    reasons === undefined ? itemsOf(operation, { status, body }) : reasons.flatMap((reason) => (reason.Item ? [reason.Item] : []));
  const lastKey = body.LastEvaluatedKey as Attributes | undefined;
  const isRead = operation.do !== 'write' && operation.do !== 'transact' && operation.do !== 'batch';
  const outcome: Outcome = {
    ...(error !== undefined && { error }),
    ...(reasons && { reasons: reasons.map((reason) => reason.Code) }),
    ...((shown.length > 0 || (isRead && error === undefined)) && { items: operation.do === 'queryIndex' ? inOrder(shown) : shown }),
    ...(lastKey && { lastKey: textOf(lastKey, 'sk') }),
  };
  return readable(outcome);
}

function itemsOf(operation: RandomOperation, { status, body }: Answer): (Attributes | undefined)[] {
  const { Items: items, Responses: responses, Item: item, Attributes: attributes } = body;
  if (Array.isArray(items)) return items;
  if (Array.isArray(responses)) return responses.map((response: { Item?: Attributes }) => response.Item);
  if (operation.do === 'get' && status === 200) return [item as Attributes | undefined];
  const shown = attributes ?? item;
  return shown === undefined ? [] : [shown as Attributes];
}

/** An index gives items of one sort key in any order. */
function inOrder(items: readonly (Attributes | undefined)[]): (Attributes | undefined)[] {
  return [...items].sort((left, right) => (sortName(left) < sortName(right) ? -1 : 1));
}

const sortName = (item: Attributes | undefined): string =>
  item ? Buffer.from(`${textOf(item, 'sk')}\0${textOf(item, 'pk')}`).toString('hex') : '';

function readable(outcome: Outcome): unknown {
  return { ...outcome, items: outcome.items?.map((item) => (item === undefined ? null : canonical({ M: item }))) };
}

/** Everything but words and the order that means nothing. */
function wholeAnswer(operation: RandomOperation, answer: Answer): unknown {
  const { __type: _type, message: _message, Message: _otherMessage, ConsumedCapacity: capacity, ...body } = answer.body;
  const reasons = body.CancellationReasons as Json[] | undefined;
  return sorted({
    status: answer.status,
    error: errorType(answer),
    ...body,
    // Two tables, two names.
    ...(capacity !== undefined && { ConsumedCapacity: { ...(capacity as Json), TableName: '' } }),
    ...(reasons && { CancellationReasons: reasons.map(({ Message: _words, ...reason }) => reason) }),
    ...(operation.do === 'queryIndex' && Array.isArray(body.Items) && { Items: inOrder(body.Items) }),
  });
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([name, part]) => [name, name === 'SS' && Array.isArray(part) ? [...part].sort() : sorted(part)]));
}
