import { isObject, type Json, type JsonObject, objectAt, parseJson, textAt } from '../assembly/json.ts';

/** Shapes what a target gets from an event: constant input, a part of the event, a filled template, or the event itself. */
export function transformInput(target: JsonObject, event: JsonObject, rule: { name: string; arn: string }): Json {
  const constant = textAt(target, 'Input');
  if (constant !== undefined) return parseJson(constant);
  const path = textAt(target, 'InputPath');
  if (path !== undefined) return valueAt(event, path) ?? null;
  if (!isObject(target.InputTransformer)) return event;
  const transformer = target.InputTransformer;
  const values = new Map<string, Json>([
    ['aws.events.rule-arn', rule.arn],
    ['aws.events.rule-name', rule.name],
    ['aws.events.event.ingestion-time', textAt(event, 'time') ?? ''],
    ['aws.events.event', event],
    ['aws.events.event.json', event],
  ]);
  for (const [name, place] of Object.entries(objectAt(transformer, 'InputPathsMap'))) {
    const value = valueAt(event, String(place));
    if (value !== undefined) values.set(name, value);
  }
  const filled = fillTemplate(textAt(transformer, 'InputTemplate') ?? '""', values);
  try {
    return parseJson(filled);
  } catch {
    return filled;
  }
}

/** A variable outside quotes stands for its JSON, inside quotes for its text; a missing one is empty. */
export function fillTemplate(template: string, values: ReadonlyMap<string, Json>): string {
  let isQuoted = false;
  let filled = '';
  for (let index = 0; index < template.length; index++) {
    const character = template[index] ?? '';
    const name = character === '<' ? /^<([\w.-]+)>/.exec(template.slice(index))?.[1] : undefined;
    if (name !== undefined) {
      filled += valueText(values.get(name), isQuoted);
      index += name.length + 1;
      continue;
    }
    if (character === '\\') {
      filled += character + (template[++index] ?? '');
      continue;
    }
    if (character === '"') isQuoted = !isQuoted;
    filled += character;
  }
  return filled;
}

function valueText(value: Json | undefined, isQuoted: boolean): string {
  if (!isQuoted) return value === undefined ? '""' : JSON.stringify(value);
  const text = value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}

/** The value at a simple JSON path: `$.detail.items[0].id`. */
function valueAt(event: Json, path: string): Json | undefined {
  let value: Json | undefined = event;
  for (const [, name, index] of path.replace(/^\$/, '').matchAll(/\.([\w-]+)|\[(\d+)\]/g)) {
    if (name !== undefined) value = isObject(value) ? value[name] : undefined;
    else value = Array.isArray(value) ? value[Number(index)] : undefined;
  }
  return value;
}
