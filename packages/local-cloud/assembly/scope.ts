import { ResourceError, StartError } from './errors.ts';
import { resolveCondition, resolveObject, resolveValue, type Scope } from './intrinsics.ts';
import { isObject, type Json, type JsonObject, listAt, objectAt, textAt } from './json.ts';
import { type Identity, identify, type Place } from './names.ts';
import { everyStackOf, type Resource, type Stack } from './read.ts';

/** Answers every reference of the stacks: names of resources, parameters, conditions, values from other stacks. */
export class Assembly {
  readonly stacks: readonly Stack[];
  readonly place: Place;
  readonly #identities = new Map<string, Identity>();
  /** Names that a person or tool gave in place of a parameter's default. */
  readonly #parameters: Readonly<Record<string, string>>;

  constructor(stacks: readonly Stack[], place: Place, parameters: Readonly<Record<string, string>> = {}) {
    this.stacks = stacks;
    this.place = place;
    this.#parameters = parameters;
  }

  /** The resources that exist: those without a condition, or with a true one. */
  resourcesOf(stack: Stack): Resource[] {
    const scope = this.scopeOf(stack);
    return [...stack.resources.values()].filter((resource) => resource.condition === undefined || scope.condition(resource.condition));
  }

  properties(stack: Stack, resource: Resource): JsonObject {
    try {
      return resolveObject(resource.properties, this.scopeOf(stack));
    } catch (error) {
      if (error instanceof ResourceError || !(error instanceof StartError)) throw error;
      throw new ResourceError(resource, error.message, { cause: error });
    }
  }

  /** Overrides what a resource answers, as a custom resource does once its function has run. */
  setIdentity(resource: Resource, identity: Identity): void {
    this.#identities.set(`${resource.stackName}/${resource.logicalId}`, identity);
  }

  identity(stack: Stack, logicalId: string): Identity {
    const key = `${stack.name}/${logicalId}`;
    const known = this.#identities.get(key);
    if (known) return known;
    const resource = stack.resources.get(logicalId);
    if (!resource) throw new StartError(`The template of ${stack.name} refers to ${logicalId}, which it does not have.`);
    const identity = identify(resource, this.properties(stack, resource), this.place);
    this.#identities.set(key, identity);
    return identity;
  }

  /** What a stack tells those who deploy it. */
  outputs(stack: Stack): Record<string, Json> {
    const scope = this.scopeOf(stack);
    const outputs = Object.entries(objectAt(stack.template, 'Outputs'));
    return Object.fromEntries(
      outputs.flatMap(([name, output]) => {
        if (!isObject(output)) return [];
        const condition = textAt(output, 'Condition');
        return condition === undefined || scope.condition(condition) ? [[name, resolveValue(output.Value ?? null, scope)]] : [];
      }),
    );
  }

  /** Returns a text with every address of the cloud that this machine plays replaced: what is played answers without TLS. */
  atPublicAddress(text: string): string {
    return this.place.localAddresses.reduce((changed, [cloud, local]) => changed.replaceAll(cloud, local), text);
  }

  scopeOf(stack: Stack): Scope {
    const { region, accountId } = this.place;
    const stackIdOf = ({ name }: Stack): string => `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/local`;
    const pseudo: Record<string, Json> = {
      'AWS::Region': region,
      'AWS::AccountId': accountId,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': stack.name,
      'AWS::StackId': stackIdOf(stack),
      'AWS::NotificationARNs': [],
    };
    const scope: Scope = {
      ref: (name) => {
        const value = pseudo[name] ?? this.#parameter(stack, name);
        if (value !== undefined) return value;
        const nested = stack.nested.get(name);
        return nested ? stackIdOf(nested) : this.identity(stack, name).ref;
      },
      attribute: (logicalId, attribute) => {
        const nested = stack.nested.get(logicalId);
        if (nested && attribute.startsWith('Outputs.')) return this.#output(nested, attribute.slice('Outputs.'.length), stack);
        const value = this.identity(stack, logicalId).attributes[attribute];
        if (value !== undefined) return value;
        const resource = stack.resources.get(logicalId);
        if (resource) throw new ResourceError(resource, `has no attribute ${attribute} in the local runtime (assembly/names.ts)`);
        throw new StartError(`The template of ${stack.name} asks ${logicalId} for ${attribute}.`);
      },
      condition: (name) => resolveCondition(objectAt(stack.template, 'Conditions')[name] ?? false, scope),
      mapping: (name, top, second) => {
        const value = objectAt(objectAt(objectAt(stack.template, 'Mappings'), name), top)[second];
        if (value === undefined) throw new StartError(`The mapping ${name} of ${stack.name} has no ${top}.${second}.`);
        return value;
      },
      imported: (exportName) => {
        for (const other of everyStackOf(this.stacks)) {
          for (const output of Object.values(objectAt(other.template, 'Outputs'))) {
            if (!isObject(output)) continue;
            const otherScope = this.scopeOf(other);
            if (resolveValue(objectAt(output, 'Export').Name ?? null, otherScope) === exportName)
              return resolveValue(output.Value ?? null, otherScope);
          }
        }
        throw new StartError(`No stack exports ${exportName}, which ${stack.name} imports.`);
      },
      output: (stackName, outputName) => {
        const other = this.stacks.find(({ name }) => name === stackName);
        if (!other) throw new StartError(`${stack.name} asks ${stackName} for ${outputName}; there is no such stack.`);
        return this.#output(other, outputName, stack);
      },
      zones: () => ['a', 'b', 'c'].map((zone) => `${region}${zone}`),
    };
    return scope;
  }

  #output(stack: Stack, name: string, asking: Stack): Json {
    const value = objectAt(objectAt(stack.template, 'Outputs'), name).Value;
    if (value === undefined) throw new StartError(`${asking.name} asks ${stack.name} for ${name}, which it does not put out.`);
    return resolveValue(value, this.scopeOf(stack));
  }

  #parameter(stack: Stack, name: string): Json | undefined {
    const parameters = objectAt(stack.template, 'Parameters');
    if (!(name in parameters)) return undefined;
    const given = stack.within ? this.#handedIn(stack.within, name) : this.#parameters[name];
    const definition = objectAt(parameters, name);
    const value = given ?? definition.Default;
    if (value === undefined)
      throw new StartError(`The parameter ${name} of ${stack.name} has no default; the local runtime has no value for it.`);
    const isList = (textAt(definition, 'Type') ?? '').includes('List');
    return isList && typeof value === 'string' ? value.split(',') : (value ?? listAt(definition, 'AllowedValues')[0] ?? '');
  }

  /** What the stack around a nested one hands it. */
  #handedIn({ stack, resource }: NonNullable<Stack['within']>, name: string): Json | undefined {
    const value = objectAt(resource.properties, 'Parameters')[name];
    return value === undefined ? undefined : resolveValue(value, this.scopeOf(stack));
  }
}
