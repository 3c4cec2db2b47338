import { z } from 'zod';

/** A value of an enum that these contracts do not know yet; a type of its own, so that no table of the known ones is asked for it unseen. */
export type UnknownWord = string & z.core.$brand<'UnknownWord'>;

/** What a tolerant schema gives: the same data, where an enum may hold a later word. */
export type Tolerant<Data> = Data extends string
  ? string extends Data
    ? Data
    : Data | UnknownWord
  : Data extends readonly (infer Element)[]
    ? Tolerant<Element>[]
    : Data extends object
      ? { [Field in keyof Data]: Tolerant<Data[Field]> }
      : Data;

/** Data of which any field may be left out, at any depth, of elements of lists as well. */
export type Shown<Data> = Data extends string
  ? Data
  : Data extends readonly (infer Element)[]
    ? Shown<Element>[]
    : Data extends object
      ? { [Field in keyof Data]?: Shown<Data[Field]> | undefined }
      : Data;

/**
 * Returns the schema as a reader uses it: fields that it does not name are dropped and values that its enums do not list pass, at any
 * depth. Producers may add both under the same version, and a reader of today must not choke on an event of tomorrow.
 */
export function tolerant(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) return z.object(mapShape(schema, tolerant));
  if (schema instanceof z.ZodArray) return z.array(tolerant(schema.element));
  if (schema instanceof z.ZodNullable) return tolerant(schema.unwrap()).nullable();
  if (schema instanceof z.ZodOptional) return tolerant(schema.unwrap()).optional();
  if (schema instanceof z.ZodEnum) return z.string();
  return plain(schema);
}

/** Returns a tolerant schema with every field optional: a reader may not be shown all of them, and old events lack what came later. */
export function withGaps(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) return z.object(mapShape(schema, (field) => withGaps(field).optional()));
  if (schema instanceof z.ZodNullable) return withGaps(schema.unwrap()).nullable();
  if (schema instanceof z.ZodOptional) return withGaps(schema.unwrap()).optional();
  if (schema instanceof z.ZodArray) return z.array(withGaps(schema.element));
  return plain(schema);
}

function mapShape({ shape }: z.ZodObject, change: (field: z.core.$ZodType) => z.ZodType): z.ZodRawShape {
  return Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, change(field)]));
}

/** A kind of schema that is not listed here would be read strictly without anybody noticing. */
function plain(schema: z.core.$ZodType): z.ZodType {
  if (
    schema instanceof z.ZodString ||
    schema instanceof z.ZodStringFormat ||
    schema instanceof z.ZodNumber ||
    schema instanceof z.ZodBoolean
  )
    return schema;
  throw new TypeError(`an event's data cannot be a ${schema._zod.def.type}: say in events/tolerant.ts how it is read`);
}
