import { isObject, type JsonObject } from './service.ts';

/**
 * Whether an event fits an EventBridge pattern; the same language filters Lambda's event sources.
 * Knows exact values, prefix, suffix, equals-ignore-case, anything-but, numeric, exists, wildcard and $or.
 */
export function matchesPattern(pattern: JsonObject, event: unknown): boolean {
  return Object.entries(pattern).every(([field, expected]) => {
    if (field === '$or' && isAlternatives(expected)) return expected.some((alternative) => matchesPattern(alternative, event));
    const value = isObject(event) ? event[field] : undefined;
    if (isObject(expected)) return matchesInside(expected, value);
    if (!Array.isArray(expected)) throw new Error(`an event pattern holds lists: ${field}`);
    return expected.some((rule) => matchesField(rule, value));
  });
}

/** Throws when a pattern uses something that the matcher does not know, so that it is found at start. */
export function checkPattern(pattern: JsonObject): void {
  for (const [field, expected] of Object.entries(pattern)) {
    if (field === '$or' && isAlternatives(expected)) for (const alternative of expected) checkPattern(alternative);
    else if (isObject(expected)) checkPattern(expected);
    else if (Array.isArray(expected)) for (const rule of expected) checkRule(rule);
    else throw new Error(`an event pattern holds lists: ${field}`);
  }
}

const operators = new Set(['prefix', 'suffix', 'equals-ignore-case', 'anything-but', 'numeric', 'exists', 'wildcard']);

function checkRule(rule: unknown): void {
  if (!isObject(rule)) return;
  const unknown = Object.keys(rule).find((name) => !operators.has(name));
  if (unknown !== undefined) throw new Error(`the local event patterns do not know the operator ${unknown}`);
}

function isAlternatives(value: unknown): value is readonly JsonObject[] {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}

// Objects in a list: the event fits when one of them does.
function matchesInside(pattern: JsonObject, value: unknown): boolean {
  if (Array.isArray(value)) return value.some((entry) => matchesPattern(pattern, entry));
  return matchesPattern(pattern, value);
}

function matchesField(rule: unknown, value: unknown): boolean {
  if (isObject(rule) && 'exists' in rule) return (rule.exists === true) === (value !== undefined && !isObject(value));
  if (Array.isArray(value)) return value.length === 0 ? false : value.some((entry) => matchesValue(rule, entry));
  return value !== undefined && matchesValue(rule, value);
}

function matchesValue(rule: unknown, value: unknown): boolean {
  if (!isObject(rule)) return rule === value;
  return Object.entries(rule).every(([operator, operand]) => matchesOperator(operator, operand, value));
}

function matchesOperator(operator: string, operand: unknown, value: unknown): boolean {
  switch (operator) {
    case 'anything-but':
      return [operand].flat().every((unwanted) => !matchesUnwanted(unwanted, value));
    case 'numeric':
      return typeof value === 'number' && Array.isArray(operand) && isInRange(operand, value);
    case 'equals-ignore-case':
      return matchesText(operand, value, (wanted, text) => text.toLowerCase() === wanted.toLowerCase());
    case 'prefix':
      return matchesText(operand, value, (wanted, text) => text.startsWith(wanted));
    case 'suffix':
      return matchesText(operand, value, (wanted, text) => text.endsWith(wanted));
    case 'wildcard':
      return matchesText(operand, value, (wanted, text) => wildcardExpression(wanted).test(text));
    default:
      throw new Error(`the local event patterns do not know the operator ${operator}`);
  }
}

function matchesText(operand: unknown, value: unknown, matches: (wanted: string, text: string) => boolean): boolean {
  if (typeof value !== 'string') return false;
  if (typeof operand === 'string') return matches(operand, value);
  // {"prefix": {"equals-ignore-case": "x"}}, and lists inside anything-but.
  if (Array.isArray(operand)) return operand.some((wanted) => typeof wanted === 'string' && matches(wanted, value));
  const folded = isObject(operand) ? operand['equals-ignore-case'] : undefined;
  return typeof folded === 'string' && matches(folded.toLowerCase(), value.toLowerCase());
}

function matchesUnwanted(unwanted: unknown, value: unknown): boolean {
  return isObject(unwanted) ? matchesValue(unwanted, value) : unwanted === value;
}

function isInRange(bounds: readonly unknown[], value: number): boolean {
  for (let index = 0; index < bounds.length; index += 2) {
    const bound = bounds[index + 1];
    if (typeof bound !== 'number' || !compares(bounds[index], value, bound)) return false;
  }
  return true;
}

function compares(comparison: unknown, value: number, bound: number): boolean {
  switch (comparison) {
    case '=':
      return value === bound;
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
    default:
      throw new Error(`the local event patterns do not know the comparison ${String(comparison)}`);
  }
}

function wildcardExpression(pattern: string): RegExp {
  const source = pattern.replace(/\\\*|\\\\|\*|[.+?^${}()|[\]\\]/g, (part) =>
    part === '*' ? '.*' : part.startsWith('\\') && part.length === 2 ? part : `\\${part}`,
  );
  return new RegExp(`^${source}$`, 's');
}
