import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** How cdk-nag names its finding on a resource with a wildcard, whether account and Region are known already or not. */
export function wildcardFinding(scope: Construct, resource: string): string {
  return `AwsSolutions-IAM5[Resource::${flatten(Stack.of(scope).resolve(resource))}]`;
}

function flatten(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(flatten).join('');
  if (typeof value !== 'object' || value === null) return String(value);
  if ('Ref' in value) return `<${flatten(value.Ref)}>`;
  // Of another stack.
  if ('Fn::ImportValue' in value) return flatten(value['Fn::ImportValue']);
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) return `<${value['Fn::GetAtt'].map(flatten).join('.')}>`;
  if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) return flatten(value['Fn::Join'][1]);
  throw new Error(`cdk-nag's name for ${JSON.stringify(value)} is not known here`);
}
