import { ResourceError } from '../assembly/errors.ts';
import { isObject, type Json, type JsonObject, listAt, objectAt, objectsAt, textAt, textsAt } from '../assembly/json.ts';
import type { Resource } from '../assembly/read.ts';
import type { PolicyStatement } from '../iam/index.ts';

/** Policies of AWS that roles may name; all they allow is what the local runtime does without asking. */
const managedPolicies: Readonly<Record<string, readonly PolicyStatement[]>> = {
  AWSLambdaBasicExecutionRole: [],
};

/** Collects what each role may do, from the role itself and the policies attached to it. */
export class Roles {
  readonly #statements = new Map<string, PolicyStatement[]>();

  /** A role with its inline policies; `name` is what other resources refer to. */
  addRole(resource: Resource, properties: JsonObject, name: string): void {
    const inline = objectsAt(properties, 'Policies').flatMap((policy) => statementsOf(objectAt(policy, 'PolicyDocument')));
    this.#add(name, inline);
    for (const arn of textsAt(properties, 'ManagedPolicyArns')) {
      const short = arn.split('/').at(-1) ?? '';
      const allowed = arn.includes(':iam::aws:policy/') ? managedPolicies[short] : undefined;
      if (!allowed) {
        throw new ResourceError(
          resource,
          `uses the managed policy ${short}; write down what it allows in engine/roles.ts, or grant single actions instead`,
        );
      }
      this.#add(name, allowed);
    }
  }

  /** A policy of its own: attached to the roles that it names. */
  addPolicy(properties: JsonObject): void {
    for (const name of textsAt(properties, 'Roles')) this.#add(name, statementsOf(objectAt(properties, 'PolicyDocument')));
  }

  statementsOf(roleName: string): PolicyStatement[] {
    return this.#statements.get(roleName) ?? [];
  }

  #add(name: string, statements: readonly PolicyStatement[]): void {
    this.#statements.set(name, [...(this.#statements.get(name) ?? []), ...statements]);
  }
}

function statementsOf(document: JsonObject): PolicyStatement[] {
  const statements: Json[] = isObject(document.Statement) ? [document.Statement] : listAt(document, 'Statement');
  return statements
    .filter(isObject)
    .map((statement) => ({ ...statement, Effect: textAt(statement, 'Effect') === 'Deny' ? 'Deny' : 'Allow' }) as PolicyStatement);
}
