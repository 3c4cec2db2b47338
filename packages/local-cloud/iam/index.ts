export type { ConditionBlock, ConditionContext } from './conditions.ts';
export type { LocalIam, PolicyStatement, PrincipalPolicy, Verdict } from './iam.ts';
export { adminAccessKeyId, createIam } from './iam.ts';
