import conditionParser from 'dynalite/db/conditionParser.js';
import updateParser from 'dynalite/db/updateParser.js';
import type { AttributeValue } from './types.ts';

/** What dynalite's parsers get beside the text; they take each name and value that they meet out of the unused ones. */
export interface ParserContext {
  attrNames?: Readonly<Record<string, string>> | undefined;
  attrVals?: Readonly<Record<string, AttributeValue>> | undefined;
  unusedAttrNames: Record<string, boolean>;
  unusedAttrVals: Record<string, boolean>;
}

export type Parse = (text: string, options: { context: ParserContext }) => unknown;

interface Remembered {
  readonly usedNames: readonly string[];
  readonly usedValues: readonly string[];
  /** What was parsed, with a `Place` for each value. */
  readonly outline: unknown;
}

class Place {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

const mostRemembered = 1000;
/** Here a value itself, and not only its type, decides whether the expression is well formed. */
const looksAtValues = /between|attribute_type/i;

/**
 * Parses an expression once for all calls that differ in their values only: the parsers take longer than everything else that a write
 * does. What is wrong is not remembered. Every answer is a new one, because running an action changes it.
 */
export function rememberParsed(parse: Parse): Parse {
  const known = new Map<string, Remembered>();
  return (text, options) => {
    const { context } = options;
    if (looksAtValues.test(text)) return parse(text, options);
    const key = keyOf(text, context);
    const found = known.get(key);
    if (found !== undefined) {
      for (const name of found.usedNames) delete context.unusedAttrNames[name];
      for (const name of found.usedValues) delete context.unusedAttrVals[name];
      return filledIn(found.outline, context.attrVals ?? {});
    }
    // An expression before this one may have used a name, too: what this one uses shows only when all are unused.
    const unusedAttrNames = { ...namesOf(context.attrNames) };
    const unusedAttrVals = { ...namesOf(context.attrVals) };
    const parsed = parse(text, { ...options, context: { ...context, unusedAttrNames, unusedAttrVals } });
    const usedNames = Object.keys(context.attrNames ?? {}).filter((name) => !(name in unusedAttrNames));
    const usedValues = Object.keys(context.attrVals ?? {}).filter((name) => !(name in unusedAttrVals));
    for (const name of usedNames) delete context.unusedAttrNames[name];
    for (const name of usedValues) delete context.unusedAttrVals[name];
    // A text is what is wrong.
    if (typeof parsed === 'string') return parsed;
    if (known.size >= mostRemembered) known.clear();
    const places = new Map(Object.entries(context.attrVals ?? {}).map(([name, value]) => [value as unknown, new Place(name)]));
    known.set(key, { usedNames, usedValues, outline: copyOf(parsed, (part) => places.get(part)) });
    return parsed;
  };
}

function keyOf(text: string, { attrNames, attrVals }: ParserContext): string {
  let key = `${text}\0${JSON.stringify(attrNames ?? {})}`;
  for (const name in attrVals) key += `\0${name} ${Object.keys(attrVals[name] ?? {}).join()}`;
  return key;
}

function namesOf(given: object | undefined): Record<string, boolean> {
  return Object.fromEntries(Object.keys(given ?? {}).map((name) => [name, true]));
}

const filledIn = (outline: unknown, values: Readonly<Record<string, AttributeValue>>): unknown =>
  copyOf(outline, (part) => (part instanceof Place ? values[part.name] : undefined));

function copyOf(value: unknown, replacementOf: (part: object) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const replacement = replacementOf(value);
  if (replacement !== undefined) return replacement;
  if (Array.isArray(value)) return value.map((member) => copyOf(member, replacementOf));
  const copy = Object.create(Object.getPrototypeOf(value));
  for (const [name, member] of Object.entries(value)) copy[name] = copyOf(member, replacementOf);
  return copy;
}

const remembering = new WeakSet<Parse>();

/** Lets dynalite's own checks remember, too: they ask the parsers by these objects. */
export function rememberExpressions(): void {
  for (const parser of [conditionParser, updateParser]) {
    if (remembering.has(parser.parse)) continue;
    parser.parse = rememberParsed(parser.parse);
    remembering.add(parser.parse);
  }
}
