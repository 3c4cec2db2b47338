import type { Attributes, Comparator, Condition, Value } from './operations.ts';

/** Whether an item meets a condition. */
export function meets(item: Attributes, condition: Condition): boolean {
  switch (condition.test) {
    case 'exists':
      return item[condition.attribute] !== undefined;
    case 'missing':
      return item[condition.attribute] === undefined;
    case 'compare':
      return compares(item[condition.attribute], condition.comparator, condition.value);
    case 'between':
      return compares(item[condition.attribute], '>=', condition.low) && compares(item[condition.attribute], '<=', condition.high);
    case 'begins': {
      const value = item[condition.attribute];
      return value !== undefined && 'S' in value && 'S' in condition.value && value.S.startsWith(condition.value.S);
    }
    case 'contains':
      return contains(item[condition.attribute], condition.value);
    case 'size': {
      const length = sizeOf(item[condition.attribute]);
      // Nothing is different from something, here as everywhere.
      if (length === undefined) return condition.comparator === '<>';
      return compares({ N: String(length) }, condition.comparator, { N: String(condition.length) });
    }
    case 'and':
      return condition.parts.every((part) => meets(item, part));
    case 'or':
      return condition.parts.some((part) => meets(item, part));
    case 'not':
      return !meets(item, condition.part);
  }
}

export function sameValue(left: Value | undefined, right: Value | undefined): boolean {
  return left !== undefined && right !== undefined && canonical(left) === canonical(right);
}

/** One spelling per value: numbers by their size, sets and maps in order. */
export function canonical(value: Value): string {
  if ('N' in value) return `N${Number(value.N)}`;
  if ('SS' in value) return `SS${JSON.stringify([...value.SS].sort())}`;
  if ('L' in value) return `L[${value.L.map(canonical).join()}]`;
  if (!('M' in value)) return `S${JSON.stringify(value.S)}`;
  const entries = Object.entries(value.M).sort(([left], [right]) => (left < right ? -1 : 1));
  return `M{${entries.map(([name, member]) => `${name}:${canonical(member)}`).join()}}`;
}

function compares(left: Value | undefined, comparator: Comparator, right: Value): boolean {
  if (comparator === '=') return sameValue(left, right);
  if (comparator === '<>') return !sameValue(left, right);
  const order = orderOf(left, right);
  if (order === undefined) return false;
  if (comparator === '<') return order < 0;
  if (comparator === '<=') return order <= 0;
  return comparator === '>' ? order > 0 : order >= 0;
}

/** Only two numbers or two texts have an order. */
function orderOf(left: Value | undefined, right: Value): number | undefined {
  if (left === undefined) return undefined;
  if ('N' in left && 'N' in right) return Number(left.N) - Number(right.N);
  if ('S' in left && 'S' in right) return Buffer.compare(Buffer.from(left.S), Buffer.from(right.S));
  return undefined;
}

function contains(whole: Value | undefined, part: Value): boolean {
  if (whole === undefined) return false;
  if ('S' in whole) return 'S' in part && whole.S.includes(part.S);
  if ('SS' in whole) return 'S' in part && whole.SS.includes(part.S);
  return 'L' in whole && whole.L.some((member) => sameValue(member, part));
}

function sizeOf(value: Value | undefined): number | undefined {
  if (value === undefined || 'N' in value) return undefined;
  if ('S' in value) return value.S.length;
  if ('SS' in value) return value.SS.length;
  return 'L' in value ? value.L.length : Object.keys(value.M).length;
}
