import db from 'dynalite/db/index.js';
import { sameItem } from './same-item.ts';
import type { AttributeValue, Body, Item } from './types.ts';

/** A parsed condition: a path is a list of names and positions, a literal is an attribute value. */
interface Expression {
  type: string;
  name?: string;
  args: readonly (Expression | readonly (string | number)[] | AttributeValue)[];
}

interface UpdateSection {
  type: string;
  path: readonly (string | number)[];
}

/** Whether the item meets a request's parsed condition; dynalite finds two equal maps or lists different. */
export function meetsCondition(data: Body, item: Item | undefined): boolean {
  const condition = data._condition as { expression: Expression } | undefined;
  return condition === undefined || holds(condition.expression, item ?? {});
}

function holds(expression: Expression, item: Item): boolean {
  const part = (index: number): boolean => holds(expression.args[index] as Expression, item);
  if (expression.type === 'and') return part(0) && part(1);
  if (expression.type === 'or') return part(0) || part(1);
  if (expression.type === 'not') return !part(0);
  if (!['=', '<>', 'in'].includes(expression.type)) return db.matchesExprFilter(item, expression);

  const [left, ...others] = expression.args.map((argument) => resolve(argument, item));
  if (left === undefined || !isDocument(left)) return db.matchesExprFilter(item, expression);
  const isEqual = others.some((other) => other !== undefined && sameItem(left, other));
  return expression.type === '<>' ? !isEqual : isEqual;
}

function resolve(argument: Expression['args'][number], item: Item): AttributeValue | undefined {
  if (isPath(argument)) return db.mapPath(argument, item) ?? undefined;
  return isExpression(argument) ? undefined : (argument as AttributeValue);
}

const isPath = (argument: unknown): argument is readonly (string | number)[] => Array.isArray(argument);

const isExpression = (argument: object): argument is Expression => 'args' in argument;

const isDocument = (value: AttributeValue): boolean => 'M' in value || 'L' in value;

/**
 * Puts the parts of an update in an order that lets every position in a list mean the list before the update: removals come
 * last and from the end, because dynalite applies one after the other.
 */
export function orderUpdate(data: Body): void {
  const updates = data._updates as { sections: UpdateSection[] } | undefined;
  updates?.sections.sort((left, right) => {
    if (left.type !== 'remove' || right.type !== 'remove') return Number(left.type === 'remove') - Number(right.type === 'remove');
    return laterFirst(left.path, right.path);
  });
}

function laterFirst(left: UpdateSection['path'], right: UpdateSection['path']): number {
  for (const [position, piece] of left.entries()) {
    const other = right[position];
    if (piece === other) continue;
    if (typeof piece === 'number' && typeof other === 'number') return other - piece;
    return String(piece) < String(other) ? -1 : 1;
  }
  return 0;
}
