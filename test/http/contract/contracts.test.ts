import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Contract } from '../../../api/contract.ts';
import { contracts } from '../../../api/contracts.ts';
import { routeKeyOf } from '../../../api/route.ts';
import outcomes from '../../../config/outcomes.json' with { type: 'json' };
import products from '../../../config/products.json' with { type: 'json' };
import reps from '../../../config/reps.json' with { type: 'json' };
import { configKinds } from '../../../shared/config-registry/index.ts';
import { openApiDocument } from '../../../tools/openapi/document.ts';

const named = contracts.map((contract): [string, Contract] => [routeKeyOf(contract), contract]);

/** The parts of a request that a contract reads, with the example's. */
const partsOf = ({ params, query, headers, body, example }: Contract) =>
  Object.entries({
    params: [params, example.params],
    query: [query, example.query],
    headers: [headers, example.headers],
    body: [body, example.body],
  });

describe.each(named)('the contract of %s', (_, contract) => {
  it('has an example that its schemas accept, and asks for nothing that the example leaves out', () => {
    for (const [part, [schema, example]] of partsOf(contract)) {
      if (schema instanceof z.ZodType) expect([part, schema.safeParse(example ?? {}).error?.issues]).toEqual([part, undefined]);
      else expect([part, example]).toEqual([part, undefined]);
    }
  });

  it('names the parameters that its path has', () => {
    const inPath = [...contract.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

    expect(Object.keys(contract.params?.shape ?? {}).sort()).toEqual(inPath.sort());
  });

  it('lets a request come again under its key where it changes something', () => {
    // A post of a visitor names itself in its own way; what reads, takes long or shows a draft changes nothing. A kept answer would keep what it reveals.
    const onlyReads =
      contract.method === 'GET' ||
      contract.kind === 'read' ||
      contract.kind === 'long' ||
      'reveals' in contract ||
      ['previewTemplate', 'previewConnector'].includes(contract.id);
    const writes = contract.access === 'token' ? !onlyReads : contract.kind === 'capture';

    expect('Idempotency-Key' in (contract.headers?.shape ?? {})).toBe(writes);
  });

  it('refuses a user who asks by a parameter that there is not', () => {
    const { access, query, example } = contract;

    const isRefused = query?.safeParse({ ...example.query, noSuchParameter: '1' }).success === false;
    expect([access, isRefused || access === 'public']).toEqual([access, true]);
  });

  it('answers something when all goes well', () => {
    const good = Object.keys(contract.answers).filter((status) => /^[23]/.test(status));

    expect(good.length).toBeGreaterThan(0);
  });
});

it('every method and path, and every id, is one contract only', () => {
  for (const names of [contracts.map(routeKeyOf), contracts.map(({ id }) => id)]) expect(new Set(names).size).toBe(names.length);
});

it('every example stands in the API document', () => {
  const text = JSON.stringify(openApiDocument());

  for (const { example } of contracts) {
    for (const value of Object.values({ ...example.params, ...example.query, ...example.headers })) {
      expect(text).toContain(`"example":${JSON.stringify(value)}`);
    }
    if (example.body !== undefined) expect(text).toContain(`"example":${JSON.stringify(example.body)}`);
  }
});

it('the examples name products, packages, outcomes and reps of the configuration that comes along', () => {
  const idsOf = (documents: readonly { readonly id: string }[]) => documents.map(({ id }) => id);
  const known = new Map<string, readonly string[]>([
    ['product', idsOf(products)],
    ['package', products.flatMap(({ packages }) => idsOf(packages))],
    ['outcome', idsOf(outcomes)],
    ['repId', idsOf(reps)],
  ]);
  const unknown: string[] = [];

  for (const { id, example } of contracts) {
    JSON.stringify(example.body, (name, value: unknown) => {
      if (typeof value === 'string' && known.get(name)?.includes(value) === false) unknown.push(`${id}: ${name} ${value}`);
      return value;
    });
  }

  expect(unknown).toEqual([]);
});

it('the example of a configuration is a document that its kind reads', () => {
  const { params, body } = contracts.find(({ id }) => id === 'publishConfig')?.example ?? {};
  const { documents } = z.object({ documents: z.array(z.unknown()) }).parse(body);

  const kind = configKinds.find(({ name }) => name === params?.kind);

  expect(documents.map((document) => kind?.schema.safeParse(document).success)).toEqual([true]);
});
