import { StartError } from './errors.ts';
import { referencesIn } from './intrinsics.ts';
import type { Resource } from './read.ts';

/** Puts resources in the order in which a deployment creates them: each after what it refers to. */
export function inCreationOrder(resources: readonly Resource[]): Resource[] {
  const byId = new Map(resources.map((resource) => [resource.logicalId, resource]));
  const done = new Set<Resource>();
  const open = new Set<Resource>();
  const visit = (resource: Resource): void => {
    if (done.has(resource)) return;
    if (open.has(resource))
      throw new StartError(`The template has a cycle: ${[...open, resource].map(({ logicalId }) => logicalId).join(' → ')}`);
    open.add(resource);
    for (const name of [...referencesIn(resource.properties), ...resource.dependsOn]) {
      const other = byId.get(name);
      if (other && other !== resource) visit(other);
    }
    open.delete(resource);
    done.add(resource);
  };
  resources.forEach(visit);
  return [...done];
}
