import type { Condition, ConditionBlock, ConditionContext } from './conditions.ts';
import { compileConditions } from './conditions.ts';
import { matchesArn, matchesText } from './wildcards.ts';

/** One statement of a role's policy, with every reference of the template already resolved. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: ConditionBlock;
}

export interface PrincipalPolicy {
  readonly roleArn: string;
  /** What a refusal calls the caller: the function's name. */
  readonly name?: string;
  readonly statements: readonly PolicyStatement[];
}

export interface Verdict {
  readonly allowed: boolean;
  readonly why: string;
}

export interface LocalIam {
  /** Throws when a statement has something that the local evaluation does not know. */
  setPrincipal(accessKeyId: string, policy: PrincipalPolicy): void;
  has(accessKeyId: string): boolean;
  nameOf(accessKeyId: string): string;
  check(accessKeyId: string, action: string, resourceArn: string, context?: ConditionContext): Verdict;
}

/** The access key of tests and tools: may do everything and is never hit by faults. */
export const adminAccessKeyId = 'LOCALADMIN';

interface CompiledStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly label: string;
  readonly covers: (action: string, resourceArn: string) => boolean;
  readonly conditions: readonly Condition[];
}

interface Principal {
  readonly name: string;
  readonly user: string;
  readonly roleArn: string;
  readonly statements: readonly CompiledStatement[];
  /** The statements that cover an action on a resource, for those that were asked for: a sandbox asks for the same few all the time. */
  readonly covering: Map<string, readonly CompiledStatement[]>;
}

const mostCovering = 1000;

/** Evaluates identity policies as AWS does: an explicit Deny wins, then an Allow is needed. */
export function createIam(): LocalIam {
  const principals = new Map<string, Principal>();
  return {
    setPrincipal(accessKeyId, policy) {
      const name = policy.name ?? accessKeyId;
      const statements = policy.statements.map((statement, index) => compile(statement, index, name));
      principals.set(accessKeyId, {
        name,
        user: sessionArn(policy.roleArn, name),
        roleArn: policy.roleArn,
        statements,
        covering: new Map(),
      });
    },
    has: (accessKeyId) => accessKeyId === adminAccessKeyId || principals.has(accessKeyId),
    nameOf: (accessKeyId) => principals.get(accessKeyId)?.name ?? accessKeyId,
    check(accessKeyId, action, resourceArn, context = {}) {
      if (accessKeyId === adminAccessKeyId) return { allowed: true, why: 'the local admin key may do everything' };
      const principal = principals.get(accessKeyId);
      if (principal === undefined) return { allowed: false, why: `no principal has the access key ${accessKeyId}` };
      return evaluate(principal, action, resourceArn, { 'aws:PrincipalArn': principal.roleArn, ...context });
    },
  };
}

function evaluate(principal: Principal, action: string, resourceArn: string, context: ConditionContext): Verdict {
  const refused = `User: ${principal.user} is not authorized to perform: ${action} on resource: ${resourceArn}`;
  const covering = coveringOf(principal, action, resourceArn);
  const matching = covering.filter((statement) => statement.conditions.every((isMet) => isMet(context)));
  const denial = matching.find((statement) => statement.effect === 'Deny');
  if (denial !== undefined)
    return { allowed: false, why: `${refused} with an explicit deny in an identity-based policy (${denial.label})` };
  const grant = matching.find((statement) => statement.effect === 'Allow');
  if (grant !== undefined) return { allowed: true, why: `${principal.name}: ${grant.label}` };
  const nearMiss = covering.find((statement) => statement.effect === 'Allow');
  const hint = nearMiss === undefined ? '' : ` (the condition of ${nearMiss.label} is not met)`;
  return { allowed: false, why: `${refused} because no identity-based policy allows the ${action} action${hint}` };
}

function coveringOf({ statements, covering }: Principal, action: string, resourceArn: string): readonly CompiledStatement[] {
  const key = `${action} ${resourceArn}`;
  const known = covering.get(key);
  if (known !== undefined) return known;
  const found = statements.filter((statement) => statement.covers(action, resourceArn));
  if (covering.size >= mostCovering) covering.clear();
  covering.set(key, found);
  return found;
}

function compile(statement: PolicyStatement, index: number, principalName: string): CompiledStatement {
  const label = statement.Sid ?? `statement ${index}`;
  const actions = listOf(statement.Action);
  const otherActions = listOf(statement.NotAction);
  const resources = listOf(statement.Resource);
  const otherResources = listOf(statement.NotResource);
  for (const [what, one, other] of [
    ['Action', actions, otherActions],
    ['Resource', resources, otherResources],
  ] as const) {
    if ((one === undefined) === (other === undefined)) throw new Error(`${principalName}, ${label}: give either ${what} or Not${what}`);
  }
  for (const entry of [...(actions ?? []), ...(otherActions ?? []), ...(resources ?? []), ...(otherResources ?? [])]) {
    if (typeof entry !== 'string') throw new Error(`${principalName}, ${label}: an unresolved reference: ${JSON.stringify(entry)}`);
  }
  return {
    effect: statement.Effect,
    label,
    conditions: compileConditions(statement.Condition),
    covers: (action, resourceArn) =>
      isListed(actions, otherActions, (pattern) => matchesText(pattern.toLowerCase(), action.toLowerCase())) &&
      isListed(resources, otherResources, (pattern) => matchesArn(pattern, resourceArn)),
  };
}

function isListed(
  wanted: readonly string[] | undefined,
  unwanted: readonly string[] | undefined,
  matches: (pattern: string) => boolean,
): boolean {
  if (wanted !== undefined) return wanted.some(matches);
  return unwanted !== undefined && !unwanted.some(matches);
}

function listOf(value: string | readonly string[] | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value].flat();
}

function sessionArn(roleArn: string, sessionName: string): string {
  return `${roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${sessionName}`;
}
