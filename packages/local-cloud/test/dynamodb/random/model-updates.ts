import type { Action, Attributes, Value } from './operations.ts';

/** The service's ValidationException for an update that does not fit the item. */
export class UpdateRefused extends Error {}

/** The item after an update; every action names another attribute. */
export function updated(item: Attributes, actions: readonly Action[]): Attributes {
  const result = { ...item };
  for (const action of actions) {
    const value = afterAction(result[action.attribute], action);
    if (value === undefined) delete result[action.attribute];
    else result[action.attribute] = value;
  }
  const g1 = result.g1;
  if (g1 !== undefined && (!('S' in g1) || g1.S === '')) throw new UpdateRefused();
  return result;
}

function afterAction(before: Value | undefined, action: Action): Value | undefined {
  switch (action.act) {
    case 'set':
      return action.value;
    case 'remove':
      return undefined;
    case 'increase':
      if (before === undefined) throw new UpdateRefused();
      return { N: String(numberOf(before) + action.by) };
    case 'count':
    case 'addNumber':
      return { N: String((before === undefined ? 0 : numberOf(before)) + action.by) };
    case 'append':
      return { L: [...(before === undefined ? [] : listOf(before)), ...action.values] };
    case 'setIn':
      if (before === undefined || !('M' in before)) throw new UpdateRefused();
      return { M: { ...before.M, [action.name]: action.value } };
    case 'setAt': {
      if (before === undefined) throw new UpdateRefused();
      const list = [...listOf(before)];
      list[Math.min(action.position, list.length)] = action.value;
      return { L: list };
    }
    case 'removeAt':
      if (before === undefined) throw new UpdateRefused();
      return { L: listOf(before).filter((_member, position) => !action.positions.includes(position)) };
    case 'addMembers':
      return { SS: [...new Set([...membersOf(before), ...action.members])] };
    case 'deleteMembers': {
      const left = membersOf(before).filter((member) => !action.members.includes(member));
      return left.length === 0 ? undefined : { SS: left };
    }
  }
}

function numberOf(value: Value): number {
  if (!('N' in value)) throw new UpdateRefused();
  return Number(value.N);
}

function listOf(value: Value): Value[] {
  if (!('L' in value)) throw new UpdateRefused();
  return value.L;
}

function membersOf(value: Value | undefined): string[] {
  if (value === undefined) return [];
  if (!('SS' in value)) throw new UpdateRefused();
  return value.SS;
}
