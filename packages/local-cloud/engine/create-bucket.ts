import { ResourceError } from '../assembly/errors.ts';
import { numberAt, objectAt, objectsAt, textAt, textsAt } from '../assembly/json.ts';
import type { Deployment, Item } from './provision.ts';
import { WebBucket } from './web-bucket.ts';

/** Makes the bucket: what deployments put into it for the edge, and what functions and presigned addresses keep in it. */
export function createBucket({ buckets, cloud }: Deployment, { properties, identity, resource }: Item): void {
  buckets.set(identity.ref, new WebBucket(identity.ref));
  const rules = objectsAt(objectAt(properties, 'LifecycleConfiguration'), 'Rules').filter((rule) => textAt(rule, 'Status') !== 'Disabled');
  if (
    rules.some((rule) => rule.TagFilters !== undefined || rule.ObjectSizeGreaterThan !== undefined || rule.ObjectSizeLessThan !== undefined)
  )
    throw new ResourceError(resource, 'has a lifecycle rule by tags or sizes; the local runtime knows prefixes');
  cloud.buckets.createBucket(identity.ref, {
    cors: objectsAt(objectAt(properties, 'CorsConfiguration'), 'CorsRules').map((rule) => ({
      origins: textsAt(rule, 'AllowedOrigins'),
      methods: textsAt(rule, 'AllowedMethods'),
      headers: textsAt(rule, 'AllowedHeaders'),
      exposed: textsAt(rule, 'ExposedHeaders'),
      maxAgeSeconds: numberAt(rule, 'MaxAge', undefined),
    })),
    expiry: rules.flatMap((rule) => {
      const days = numberAt(rule, 'ExpirationInDays', undefined);
      return days === undefined ? [] : [{ prefix: textAt(rule, 'Prefix') ?? '', days }];
    }),
  });
}
