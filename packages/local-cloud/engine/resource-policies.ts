import { StartError } from '../assembly/errors.ts';
import { isObject, type JsonObject, listAt, objectAt, textAt, textsAt } from '../assembly/json.ts';
import { createIam, type PolicyStatement } from '../iam/index.ts';

/** Who wants to do what to which resource, as the resource's own policy sees it. */
export interface ServiceCall {
  /** `events.amazonaws.com` and the like. */
  readonly service: string;
  readonly action: string;
  readonly resourceArn: string;
  readonly sourceArn: string;
  readonly accountId: string;
}

/** The policies of queues, topics, buckets and functions: what lets a service in. In AWS a missing one only shows as silence. */
export class ResourcePolicies {
  readonly #byService = new Map<string, PolicyStatement[]>();

  /** Takes the statements of a queue's, topic's or bucket's policy. */
  addPolicy(properties: JsonObject): void {
    const document = objectAt(properties, 'PolicyDocument');
    const statements = isObject(document.Statement) ? [document.Statement] : listAt(document, 'Statement').filter(isObject);
    for (const { Principal, ...statement } of statements) {
      const services =
        Principal === '*' || (isObject(Principal) && Principal.AWS === '*')
          ? ['*']
          : textsAt(isObject(Principal) ? Principal : {}, 'Service');
      for (const service of services)
        this.#add(service, { ...statement, Effect: textAt(statement, 'Effect') === 'Deny' ? 'Deny' : 'Allow' } as PolicyStatement);
    }
  }

  /** Takes a permission of a function. */
  addPermission(properties: JsonObject, functionArn: string): void {
    const sourceArn = textAt(properties, 'SourceArn');
    this.#add(textAt(properties, 'Principal') ?? '', {
      Effect: 'Allow',
      Action: textAt(properties, 'Action') ?? '',
      Resource: functionArn,
      ...(sourceArn !== undefined && { Condition: { ArnLike: { 'aws:SourceArn': sourceArn } } }),
    });
  }

  /** @throws StartError when no policy lets the service in. */
  demand({ service, action, resourceArn, sourceArn, accountId }: ServiceCall): void {
    const iam = createIam();
    const statements = [...(this.#byService.get(service) ?? []), ...(this.#byService.get('*') ?? [])];
    iam.setPrincipal(service, { roleArn: service, name: service, statements });
    const context = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': accountId, 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };
    if (iam.check(service, action, resourceArn, context).allowed) return;
    throw new StartError(`AccessDenied: no policy of ${resourceArn} lets ${service} do ${action} for ${sourceArn}`);
  }

  #add(service: string, statement: PolicyStatement): void {
    this.#byService.set(service, [...(this.#byService.get(service) ?? []), statement]);
  }
}
