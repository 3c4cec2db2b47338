/** Anything that JSON can say: what templates, events and messages are made of. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  [key: string]: Json;
}

/** True for a JSON object, false for arrays, scalars and nothing. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member as an object, or an empty one. */
export function objectAt(owner: JsonObject, key: string): JsonObject {
  const value = owner[key];
  return isObject(value) ? value : {};
}

/** The member as a list, or an empty one. */
export function listAt(owner: JsonObject, key: string): Json[] {
  const value = owner[key];
  return Array.isArray(value) ? value : [];
}

/** The member as text; templates write numbers and booleans either way. */
export function textAt(owner: JsonObject, key: string): string | undefined {
  const value = owner[key];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The member as a number, or the default. */
export function numberAt<D extends number | undefined>(owner: JsonObject, key: string, otherwise: D): number | D {
  const value = owner[key];
  if (value === undefined || value === null || value === '') return otherwise;
  const number = Number(value);
  return Number.isFinite(number) ? number : otherwise;
}

/** The member as a truth value; "true" counts, too. */
export function flagAt(owner: JsonObject, key: string): boolean {
  return owner[key] === true || owner[key] === 'true';
}

/** The items of a list that are objects. */
export function objectsAt(owner: JsonObject, key: string): JsonObject[] {
  return listAt(owner, key).filter(isObject);
}

/** The items of a list that are text; a single text counts as a list of one. */
export function textsAt(owner: JsonObject, key: string): string[] {
  const value = owner[key];
  if (typeof value === 'string') return [value];
  return listAt(owner, key).filter((item) => typeof item === 'string');
}

/** Parses JSON text; the type says no more than JSON itself does. */
export function parseJson(text: string): Json {
  return JSON.parse(text) as Json;
}
