import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { eventContracts } from '../../../events/index.ts';

type Json = null | boolean | number | string | Json[] | { [field: string]: Json };

const contracts = eventContracts.map((contract) => [`${contract.detailType} v${contract.version}`, contract] as const);

/** Data as a producer may write it, whatever the kind of each field. */
function written(schema: unknown): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape);
    const optional = new Set(fields.flatMap(([name, field]) => (field instanceof z.ZodOptional ? [name] : [])));
    return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, written(field)])), {
      requiredKeys: fields.map(([name]) => name).filter((name) => !optional.has(name)),
    });
  }
  if (schema instanceof z.ZodArray) return fc.array(written(schema.element), { minLength: 1, maxLength: 4 });
  if (schema instanceof z.ZodNullable) return fc.oneof(fc.constant(null), written(schema.unwrap()));
  if (schema instanceof z.ZodOptional) return written(schema.unwrap());
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodNumber) return fc.integer({ min: 1, max: 1_000 });
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodISODateTime) return fc.integer({ min: 0, max: 4e12 }).map((ms) => new Date(ms).toISOString());
  return fc.string();
}

/** The places of all objects within the value, outermost first. */
function objectsIn(value: Json, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (value === null || typeof value !== 'object') return [];
  const inside = Object.entries(value).flatMap(([name, one]) => objectsIn(one, [...path, Array.isArray(value) ? Number(name) : name]));
  return Array.isArray(value) ? inside : [path, ...inside];
}

/** The value with another put at a place in it. */
function changed(value: Json, [step, ...rest]: readonly (string | number)[], change: (old: Json) => Json): Json {
  if (step === undefined) return change(value);
  if (Array.isArray(value)) return value.map((one, index) => (index === step ? changed(one, rest, change) : one));
  if (value === null || typeof value !== 'object') throw new Error('no such place');
  return { ...value, [step]: changed(value[step] ?? null, rest, change) };
}

/** The places of all words of enums within data of the schema. */
function wordsIn(schema: unknown, value: Json, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return wordsIn(schema.unwrap(), value, path);
  if (schema instanceof z.ZodEnum) return typeof value === 'string' ? [path] : [];
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.flatMap((one, index) => wordsIn(schema.element, one, [...path, index]));
  if (schema instanceof z.ZodObject && value !== null && typeof value === 'object' && !Array.isArray(value))
    return Object.entries(schema.shape).flatMap(([name, field]) => wordsIn(field, value[name] ?? null, [...path, name]));
  return [];
}

const json = (value: unknown): Json => JSON.parse(JSON.stringify(value));
const later = fc.record({ name: fc.string({ minLength: 1 }).map((name) => `later ${name}`), value: fc.jsonValue().map(json) });

describe.each(contracts)('%s', (_name, contract) => {
  const detailOf = (data: unknown) => ({ ...contract.example, data });

  it('reads what was written, as it was written', () => {
    fc.assert(
      fc.property(written(contract.write).map(json), (data) => {
        expect(contract.write.parse(data)).toEqual(data);
        expect(contract.read.parse(data)).toEqual(data);
        expect(contract.shown.parse(data)).toEqual(data);
        expect(contract.detail.parse(detailOf(data))).toEqual(detailOf(data));
      }),
    );
  });

  it('reads past fields of a later producer at any depth; this producer may not write them', () => {
    fc.assert(
      fc.property(written(contract.write).map(json), later, fc.nat(), (data, { name, value }, pick) => {
        const places = objectsIn(data);
        const place = places[pick % places.length] ?? [];
        const more = changed(data, place, (old) => ({ ...Object(old), [name]: value }));

        expect(contract.read.parse(more)).toEqual(data);
        expect(contract.shown.parse(more)).toEqual(data);
        expect(contract.detail.parse({ ...detailOf(more), [name]: value })).toEqual(detailOf(data));
        expect(contract.write.safeParse(more).success).toBe(false);
      }),
    );
  });

  it('reads later words of its enums, in its data and in the envelope; this producer may not write them', () => {
    fc.assert(
      fc.property(written(contract.write).map(json), fc.string(), fc.nat(), (data, word, pick) => {
        const actor = { kind: `later ${word}`, id: 'x' };
        expect(contract.detail.parse({ ...detailOf(data), actor })).toEqual({ ...detailOf(data), actor });

        const places = wordsIn(contract.write, data);
        const place = places[pick % places.length];
        if (!place) return;
        const more = changed(data, place, () => `later ${word}`);
        expect(contract.read.parse(more)).toEqual(more);
        expect(contract.shown.parse(more)).toEqual(more);
        expect(contract.detail.parse(detailOf(more))).toEqual(detailOf(more));
        expect(contract.write.safeParse(more).success).toBe(false);
      }),
    );
  });

  it('can be shown with any of its fields withheld', () => {
    fc.assert(
      fc.property(written(contract.write).map(json), fc.nat(), fc.nat(), (data, pickObject, pickField) => {
        const places = objectsIn(data);
        const place = places[pickObject % places.length] ?? [];
        const less = changed(data, place, (old) => {
          const fields = Object.entries(Object(old));
          return Object.fromEntries(fields.filter((_field, index) => index !== pickField % fields.length)) as Json;
        });

        expect(contract.shown.parse(less)).toEqual(less);
      }),
    );
  });

  it('still refuses what is no data of its own', () => {
    for (const nonsense of [null, 'text', [], Object.fromEntries(Object.keys(contract.write.shape).map((name) => [name, { no: 1 }]))])
      expect(contract.read.safeParse(nonsense).success).toBe(false);
  });
});
