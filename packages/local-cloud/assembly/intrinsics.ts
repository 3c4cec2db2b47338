import { StartError } from './errors.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

/** What the intrinsic functions of one stack's template refer to. */
export interface Scope {
  /** A resource, a parameter or a pseudo parameter. */
  ref(name: string): Json;
  attribute(logicalId: string, attribute: string): Json;
  condition(name: string): boolean;
  mapping(name: string, topKey: string, secondKey: string): Json;
  imported(exportName: string): Json;
  /** An output of another stack, for references that need no export. */
  output(stackName: string, outputName: string): Json;
  zones(region: string): string[];
}

const noValue = Symbol('AWS::NoValue');
type Resolved = Json | typeof noValue;

/** Replaces every intrinsic function in a value; `AWS::NoValue` takes its member with it. */
export function resolveValue(value: Json, scope: Scope): Json {
  const resolved = evaluate(value, scope);
  return resolved === noValue ? null : resolved;
}

/** The same for an object, as properties are. */
export function resolveObject(value: JsonObject, scope: Scope): JsonObject {
  const resolved = resolveValue(value, scope);
  return isObject(resolved) ? resolved : {};
}

/** Decides a condition of the template's Conditions section. */
export function resolveCondition(value: Json, scope: Scope): boolean {
  const resolved = resolveValue(value, scope);
  return resolved === true || resolved === 'true';
}

function evaluate(value: Json, scope: Scope): Resolved {
  if (Array.isArray(value)) return value.map((item) => evaluate(item, scope)).filter((item) => item !== noValue);
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  const [name] = keys;
  if (keys.length === 1 && name !== undefined) {
    const intrinsic = intrinsics[name];
    if (intrinsic) return intrinsic(value[name] ?? null, scope);
    if (name === 'Condition' && typeof value[name] === 'string') return scope.condition(value[name]);
    if (name.startsWith('Fn::'))
      throw new StartError(`The template uses ${name}, which the local runtime does not know (assembly/intrinsics.ts).`);
  }
  const result: JsonObject = {};
  for (const [key, member] of Object.entries(value)) {
    const resolved = evaluate(member, scope);
    if (resolved !== noValue) result[key] = resolved;
  }
  return result;
}

type Intrinsic = (argument: Json, scope: Scope) => Resolved;

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) => (argument === 'AWS::NoValue' ? noValue : scope.ref(text(argument))),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId, ...attribute] = Array.isArray(argument)
      ? argument.map((part) => text(resolveValue(part, scope)))
      : text(argument).split('.');
    return scope.attribute(logicalId ?? '', attribute.join('.'));
  },
  'Fn::Join': (argument, scope) => {
    const [separator, items] = list(argument);
    return list(resolveValue(items ?? [], scope))
      .map(text)
      .join(text(separator ?? ''));
  },
  'Fn::Sub': (argument, scope) => {
    const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
    const own = resolveObject(isObject(variables) ? variables : {}, scope);
    return text(template ?? '').replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      const value = own[name];
      if (value !== undefined) return text(value);
      const dot = name.indexOf('.');
      return text(dot < 0 ? scope.ref(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1)));
    });
  },
  'Fn::Select': (argument, scope) => {
    const [index, items] = list(argument);
    const value = list(resolveValue(items ?? [], scope))[Number(resolveValue(index ?? 0, scope))];
    if (value === undefined) throw new StartError(`Fn::Select finds no item ${JSON.stringify(index)} in ${JSON.stringify(items)}`);
    return value;
  },
  'Fn::Split': (argument, scope) => {
    const [separator, value] = list(argument);
    return text(resolveValue(value ?? '', scope)).split(text(separator ?? ','));
  },
  'Fn::If': (argument, scope) => {
    const [name, whenTrue, whenFalse] = list(argument);
    return evaluate((scope.condition(text(name ?? '')) ? whenTrue : whenFalse) ?? null, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = list(argument).map((side) => JSON.stringify(resolveValue(side, scope)));
    return left === right;
  },
  'Fn::Not': (argument, scope) => !resolveCondition(list(argument)[0] ?? null, scope),
  'Fn::And': (argument, scope) => list(argument).every((item) => resolveCondition(item, scope)),
  'Fn::Or': (argument, scope) => list(argument).some((item) => resolveCondition(item, scope)),
  'Fn::FindInMap': (argument, scope) => {
    const [map, top, second] = list(argument).map((part) => text(resolveValue(part, scope)));
    return scope.mapping(map ?? '', top ?? '', second ?? '');
  },
  'Fn::ImportValue': (argument, scope) => scope.imported(text(resolveValue(argument, scope))),
  'Fn::GetStackOutput': (argument, scope) => {
    const parts = isObject(argument) ? resolveObject(argument, scope) : {};
    return scope.output(text(parts.StackName ?? ''), text(parts.OutputName ?? ''));
  },
  'Fn::GetAZs': (argument, scope) => scope.zones(text(resolveValue(argument, scope))),
  'Fn::Base64': (argument, scope) => Buffer.from(text(resolveValue(argument, scope))).toString('base64'),
  'Fn::ToJsonString': (argument, scope) => JSON.stringify(resolveValue(argument, scope)),
  'Fn::Length': (argument, scope) => list(resolveValue(argument, scope)).length,
};

/** The logical ids that a value refers to: what has to exist before it. */
export function referencesIn(value: Json, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) referencesIn(item, found);
  if (!isObject(value)) return found;
  for (const [key, member] of Object.entries(value)) {
    if (key === 'Ref' && typeof member === 'string') found.add(member);
    if (key === 'Fn::GetAtt') found.add(text(Array.isArray(member) ? (member[0] ?? '') : (text(member).split('.')[0] ?? '')));
    if (key === 'Fn::Sub') {
      const template = Array.isArray(member) ? member[0] : member;
      if (typeof template === 'string') for (const [, name] of template.matchAll(/\$\{([^}!.]+)[^}]*\}/g)) if (name) found.add(name);
    }
    referencesIn(member, found);
  }
  return found;
}

function text(value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new StartError(`The template needs text where ${JSON.stringify(value)} stands.`);
}

function list(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  throw new StartError(`The template needs a list where ${JSON.stringify(value)} stands.`);
}
