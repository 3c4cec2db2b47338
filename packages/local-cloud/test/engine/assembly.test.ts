import { describe, expect, it } from '@jest/globals';
import { resolveObject, type Scope } from '../../assembly/intrinsics.ts';
import type { Json } from '../../assembly/json.ts';
import { identify } from '../../assembly/names.ts';
import { inCreationOrder } from '../../assembly/order.ts';
import { nestedStackType, type Resource, type Stack } from '../../assembly/read.ts';
import { Assembly } from '../../assembly/scope.ts';

const place = {
  region: 'ap-southeast-1',
  accountId: '000000000000',
  publicHostOf: () => 'localhost:8787',
  localAddresses: [],
  queueUrl: (name: string) => `http://q/${name}`,
};

const scope: Scope = {
  ref: (name) => `ref-${name}`,
  attribute: (logicalId, attribute) => `${logicalId}.${attribute}`,
  condition: (name) => name === 'Yes',
  mapping: (name, top, second) => `${name}/${top}/${second}`,
  imported: (name) => `imported-${name}`,
  output: (stack, name) => `${stack}:${name}`,
  zones: (region) => [`${region}a`],
};

const resource = (logicalId: string, more: Partial<Resource> = {}): Resource => ({
  logicalId,
  path: `stack/${logicalId}`,
  type: 'AWS::SQS::Queue',
  stackName: 'stack',
  properties: {},
  condition: undefined,
  dependsOn: [],
  ...more,
});

const stackOf = (name: string, template: Stack['template'], resources: Resource[] = []): Stack => ({
  name,
  region: undefined,
  account: undefined,
  template,
  resources: new Map(resources.map((one) => [one.logicalId, one])),
  assets: new Map(),
  dependencies: [],
  nested: new Map(),
});

/** A stack with another in it: the inner one is handed a name, and puts out that of its queue. */
const nestedStacks = (innerTemplate: Stack['template'] = {}) => {
  const maker = resource('Inner', { type: nestedStackType, properties: { Parameters: { given: { Ref: 'Outer' } } } });
  const asker = resource('Asker', { properties: { Name: { 'Fn::GetAtt': ['Inner', 'Outputs.Queue'] } } });
  const nested = new Map<string, Stack>();
  const outer: Stack = { ...stackOf('outer', {}, [resource('Outer'), maker, asker]), nested };
  const reader = resource('Reader', { stackName: 'outer-Inner', properties: { Name: { Ref: 'given' } } });
  const template = { Parameters: { given: { Type: 'String' } }, Outputs: { Queue: { Value: { Ref: 'Reader' } } }, ...innerTemplate };
  const inner: Stack = { ...stackOf('outer-Inner', template, [reader]), within: { stack: outer, resource: maker } };
  nested.set('Inner', inner);
  return { outer, inner, maker, asker, reader, assembly: new Assembly([outer], place) };
};

describe('Intrinsic functions', () => {
  it.each<[string, Json, Json]>([
    ['Ref', { Ref: 'Table' }, 'ref-Table'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Queue.Arn'],
    ['GetAtt as text, with a nested attribute', { 'Fn::GetAtt': 'Custom.Data.Secret' }, 'Custom.Data.Secret'],
    ['Join', { 'Fn::Join': ['', ['https://', { Ref: 'Host' }, '/v1']] }, 'https://ref-Host/v1'],
    ['Sub', { 'Fn::Sub': 'a-${Name}-${Q.Arn}-${!Literal}' }, 'a-ref-Name-Q.Arn-${Literal}'],
    ['Sub with variables of its own', { 'Fn::Sub': ['${Mine} ${Name}', { Mine: { Ref: 'X' } }] }, 'ref-X ref-Name'],
    ['Select out of Split', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    ['If', { 'Fn::If': ['No', 'yes', { Ref: 'Else' }] }, 'ref-Else'],
    ['conditions', { 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }] }, true],
    ['FindInMap', { 'Fn::FindInMap': ['Map', { Ref: 'AWS::Region' }, 'key'] }, 'Map/ref-AWS::Region/key'],
    ['ImportValue', { 'Fn::ImportValue': 'data:Table' }, 'imported-data:Table'],
    ['an output of another stack', { 'Fn::GetStackOutput': { StackName: 'data', OutputName: 'Table' } }, 'data:Table'],
    ['Base64', { 'Fn::Base64': 'đ' }, 'xJE='],
  ])('resolves %s', (_, value, expected) => {
    expect(resolveObject({ value }, scope)).toEqual({ value: expected });
  });

  it('takes the member away with AWS::NoValue, in objects and lists', () => {
    const nothing = { 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] };

    expect(resolveObject({ a: nothing, list: [1, nothing, 2] }, scope)).toEqual({ list: [1, 2] });
  });

  it('says which function it does not know', () => {
    expect(() => resolveObject({ a: { 'Fn::Cidr': [] } }, scope)).toThrow(/Fn::Cidr/);
  });
});

describe('An assembly', () => {
  it('finds values that one stack exports and the other imports', () => {
    const table = resource('Table', { type: 'AWS::DynamoDB::Table', stackName: 'data' });
    const data = stackOf('data', { Outputs: { Out: { Value: { Ref: 'Table' }, Export: { Name: 'data:Table' } } } }, [table]);
    const reader = resource('Reader', { properties: { Name: { 'Fn::ImportValue': 'data:Table' } } });
    const app = stackOf('app', {}, [reader]);
    const assembly = new Assembly([data, app], place);

    expect(assembly.properties(app, reader).Name).toBe(assembly.identity(data, 'Table').ref);
  });

  it('hands values of a stack to those inside it, and takes theirs', () => {
    const { outer, inner, asker, reader, assembly } = nestedStacks();

    expect(assembly.properties(inner, reader).Name).toBe(assembly.identity(outer, 'Outer').ref);
    expect(assembly.properties(outer, asker).Name).toBe(assembly.identity(inner, 'Reader').ref);
    expect(assembly.scopeOf(outer).ref('Inner')).toBe(assembly.scopeOf(inner).ref('AWS::StackId'));
  });

  it('refuses a parameter that nobody hands in, and an output that a stack inside does not put out', () => {
    const { outer, inner, asker, reader, assembly } = nestedStacks({ Parameters: { given: {}, Other: {} }, Outputs: {} });

    expect(() => assembly.properties(outer, asker)).toThrow(/outer asks outer-Inner for Queue/);
    expect(() => assembly.scopeOf(inner).ref('Other')).toThrow(/The parameter Other of outer-Inner/);
    expect(assembly.properties(inner, reader).Name).toBe(assembly.identity(outer, 'Outer').ref);
  });

  it('uses the default of a parameter, and leaves out resources whose condition is false', () => {
    const template = {
      Parameters: { Stage: { Type: 'String', Default: 'dev' } },
      Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] } },
    };
    const stack = stackOf('app', template, [resource('A', { condition: 'IsProd' }), resource('B', { condition: 'IsDev' })]);

    const left = new Assembly([stack], place).resourcesOf(stack);

    expect(left.map(({ logicalId }) => logicalId)).toEqual(['B']);
  });

  it('names the resource and its path when an attribute is unknown', () => {
    const owner = resource('Queue');
    const asker = resource('Asker', { properties: { A: { 'Fn::GetAtt': ['Queue', 'Colour'] } } });
    const stack = stackOf('app', {}, [owner, asker]);

    expect(() => new Assembly([stack], place).properties(stack, asker)).toThrow(/AWS::SQS::Queue Queue \(stack\/Queue\).*Colour/);
  });

  it('invents the same name at every start, so that data on disk is found again', () => {
    const one = resource('Table', { type: 'AWS::DynamoDB::Table' });

    expect(identify(one, {}, place)).toEqual(identify(resource('Table', { type: 'AWS::DynamoDB::Table' }), {}, place));
    expect(identify(one, {}, place).ref).not.toBe(identify(resource('Other', { type: 'AWS::DynamoDB::Table' }), {}, place).ref);
  });

  it('gives FIFO queues a name that ends in .fifo', () => {
    expect(identify(resource('Q'), { FifoQueue: true }, place).ref).toMatch(/\.fifo$/);
  });

  it('creates what others refer to first', () => {
    const ordered = inCreationOrder([
      resource('Policy', { properties: { Sub: { 'Fn::Sub': 'x${Fn.Arn}' } } }),
      resource('Fn', { dependsOn: ['Role'], properties: { Env: { Ref: 'Queue' } } }),
      resource('Queue'),
      resource('Role'),
    ]).map(({ logicalId }) => logicalId);

    expect(ordered.indexOf('Queue')).toBeLessThan(ordered.indexOf('Fn'));
    expect(ordered.indexOf('Role')).toBeLessThan(ordered.indexOf('Fn'));
    expect(ordered.indexOf('Fn')).toBeLessThan(ordered.indexOf('Policy'));
  });

  it('names a cycle instead of hanging', () => {
    const cycle = [resource('A', { properties: { B: { Ref: 'B' } } }), resource('B', { properties: { A: { Ref: 'A' } } })];

    expect(() => inCreationOrder(cycle)).toThrow(/A → B → A/);
  });
});
