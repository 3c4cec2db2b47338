import { describe, expect, it } from '@jest/globals';
import { createIam, type PolicyStatement } from '../../iam/index.ts';

const tableArn = 'arn:aws:dynamodb:ap-southeast-1:000000000000:table/leads';

function iamWith(...statements: readonly PolicyStatement[]) {
  const iam = createIam();
  iam.setPrincipal('KEY', { roleArn: 'arn:aws:iam::000000000000:role/assign-role', name: 'assign-leads', statements });
  return iam;
}

const allow = (
  action: string | readonly string[],
  resource: string | readonly string[],
  condition?: PolicyStatement['Condition'],
): PolicyStatement => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});

describe('the local IAM', () => {
  it.each([
    ['the same action and resource', allow('dynamodb:PutItem', tableArn), 'dynamodb:PutItem', tableArn, true],
    ['an action in other case', allow('DynamoDB:putitem', tableArn), 'dynamodb:PutItem', tableArn, true],
    ['a wildcard action', allow('dynamodb:Batch*', tableArn), 'dynamodb:BatchGetItem', tableArn, true],
    ['another action', allow('dynamodb:GetItem', tableArn), 'dynamodb:PutItem', tableArn, false],
    ['another table', allow('dynamodb:GetItem', `${tableArn}2`), 'dynamodb:GetItem', tableArn, false],
    ['every resource', allow('dynamodb:GetItem', '*'), 'dynamodb:GetItem', tableArn, true],
    ['an index by wildcard', allow('dynamodb:Query', `${tableArn}/index/*`), 'dynamodb:Query', `${tableArn}/index/gsi1`, true],
    ['the table alone for an index', allow('dynamodb:Query', tableArn), 'dynamodb:Query', `${tableArn}/index/gsi1`, false],
    [
      'a wildcard that would have to span two ARN parts',
      allow('dynamodb:GetItem', 'arn:aws:dynamodb:*:table/leads'),
      'dynamodb:GetItem',
      tableArn,
      false,
    ],
    ['NotAction that leaves the action in', { Effect: 'Allow', NotAction: 'sqs:*', Resource: '*' }, 'dynamodb:GetItem', tableArn, true],
    ['NotAction that names the action', { Effect: 'Allow', NotAction: 'dynamodb:*', Resource: '*' }, 'dynamodb:GetItem', tableArn, false],
    ['NotResource that names the table', { Effect: 'Allow', Action: '*', NotResource: tableArn }, 'dynamodb:GetItem', tableArn, false],
  ] as const)('decides for %s', (_what, statement, action, resource, expected) => {
    const iam = iamWith(statement);

    const verdict = iam.check('KEY', action, resource);

    expect(verdict.allowed).toBe(expected);
  });

  it('lets a Deny win over any Allow', () => {
    const iam = iamWith(allow('*', '*'), { Effect: 'Deny', Action: 'dynamodb:DeleteItem', Resource: '*' });

    expect(iam.check('KEY', 'dynamodb:GetItem', tableArn).allowed).toBe(true);
    expect(iam.check('KEY', 'dynamodb:DeleteItem', tableArn).allowed).toBe(false);
  });

  it.each([
    ['StringEquals', 'email', 'email', true],
    ['StringEquals', 'email', 'phone', false],
    ['StringNotEquals', 'email', 'phone', true],
    ['StringLike', 'EMAIL#*', 'EMAIL#a', true],
    ['ArnLike', 'arn:aws:sqs:*:*:intake', 'arn:aws:sqs:x:1:intake', true],
    ['Bool', 'true', 'true', true],
    ['StringEquals', 'email', undefined, false],
    ['StringNotEquals', 'email', undefined, true],
    ['StringEqualsIfExists', 'email', undefined, true],
    ['ForAllValues:StringEquals', 'email', undefined, true],
    ['ForAnyValue:StringEquals', 'email', undefined, false],
    ['Null', 'true', undefined, true],
    ['Null', 'false', 'x', true],
  ] as const)('reads %s %s against %s', (operator, expected, given, allowed) => {
    const iam = iamWith(allow('*', '*', { [operator]: { 'test:Key': expected } }));

    const verdict = iam.check('KEY', 'dynamodb:GetItem', tableArn, given === undefined ? {} : { 'TEST:key': given });

    expect(verdict.allowed).toBe(allowed);
  });

  it('demands of ForAllValues:StringLike that every leading key fits', () => {
    const iam = iamWith(
      allow('dynamodb:GetItem', tableArn, { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['LEAD#*', 'EMAIL#*'] } }),
    );
    const check = (...keys: string[]) => iam.check('KEY', 'dynamodb:GetItem', tableArn, { 'dynamodb:LeadingKeys': keys }).allowed;

    expect(check('LEAD#1', 'EMAIL#2')).toBe(true);
    expect(check('LEAD#1', 'CONFIG#2')).toBe(false);
  });

  it('refuses at the start what it cannot evaluate', () => {
    expect(() => iamWith(allow('*', '*', { DateLessThan: { 'aws:CurrentTime': '2026-01-01' } }))).toThrow('DateLessThan');
    expect(() => iamWith({ Effect: 'Allow', Resource: '*' })).toThrow('Action');
  });

  it('names function, action and resource in a refusal', () => {
    const { why } = iamWith().check('KEY', 'dynamodb:PutItem', tableArn);

    expect(why).toContain('assumed-role/assign-role/assign-leads');
    expect(why).toContain('dynamodb:PutItem');
    expect(why).toContain(tableArn);
  });

  it('lets the admin key do everything and an unknown key nothing', () => {
    const iam = createIam();

    expect(iam.check('LOCALADMIN', 'sqs:PurgeQueue', '*').allowed).toBe(true);
    expect(iam.check('NOBODY', 'sqs:PurgeQueue', '*').allowed).toBe(false);
  });
});
