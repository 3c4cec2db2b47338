import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { messageOf, ResourceError } from '../assembly/errors.ts';
import { isObject, type JsonObject, objectAt, parseJson, textAt } from '../assembly/json.ts';
import type { Resource } from '../assembly/read.ts';
import type { LocalFunction } from './functions.ts';

/** What a custom resource's function answered. */
export interface CustomAnswer {
  readonly physicalResourceId: string;
  readonly data: JsonObject;
}

/** The event `Create` at the first start, `Update` when the data directory knows the resource. */
export interface CustomRequest {
  readonly resource: Resource;
  readonly properties: JsonObject;
  readonly stackId: string;
  readonly previous: { readonly physicalResourceId: string; readonly properties: JsonObject } | undefined;
}

/** Calls the function behind a custom resource as CloudFormation does, and waits for its answer at the response URL. */
export class CustomResources {
  readonly #answers = new Map<string, (body: JsonObject) => void>();
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      // Nobody but a function that was called has the path.
      const take = this.#answers.get(request.url ?? '');
      const body = take && bodyIn(Buffer.concat(chunks));
      response.writeHead(body ? 200 : 404).end();
      if (body) take?.(body);
    });
  });
  #url: string | undefined;

  async run(fn: LocalFunction, { resource, properties, stackId, previous }: CustomRequest): Promise<CustomAnswer> {
    const path = `/${randomUUID()}`;
    const answered = new Promise<JsonObject>((resolve) => this.#answers.set(path, resolve));
    const event: JsonObject = {
      RequestType: previous ? 'Update' : 'Create',
      ResponseURL: `${await this.#open()}${path}`,
      StackId: stackId,
      RequestId: randomUUID(),
      LogicalResourceId: resource.logicalId,
      ResourceType: resource.type,
      ServiceToken: properties.ServiceToken ?? '',
      // CloudFormation turns every scalar into text.
      ResourceProperties: stringify(properties),
      ...(previous && { PhysicalResourceId: previous.physicalResourceId, OldResourceProperties: previous.properties }),
    };
    const result = await fn.invoke(event);
    if (result.error) {
      throw new ResourceError(resource, `its function ${fn.spec.logicalId} failed: ${result.error.errorMessage}`);
    }
    const answer = await this.#answerOf(answered, result.payload, resource, fn);
    this.#answers.delete(path);
    if (textAt(answer, 'Status') === 'FAILED')
      throw new ResourceError(resource, `its function ${fn.spec.logicalId} says: ${textAt(answer, 'Reason') ?? 'no reason'}`);
    return {
      physicalResourceId: textAt(answer, 'PhysicalResourceId') ?? resource.logicalId,
      data: objectAt(answer, 'Data'),
    };
  }

  async close(): Promise<void> {
    if (this.#url === undefined) return;
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  /** The function answers at the URL before it returns; without a provider framework nothing else counts. */
  async #answerOf(answered: Promise<JsonObject>, payload: unknown, resource: Resource, fn: LocalFunction): Promise<JsonObject> {
    const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 2000));
    const answer = await Promise.race([answered, late]);
    if (answer) return answer;
    throw new ResourceError(
      resource,
      `its function ${fn.spec.logicalId} returned ${messageOf(JSON.stringify(payload))} and did not answer at the ResponseURL`,
    );
  }

  async #open(): Promise<string> {
    if (this.#url === undefined) {
      await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
      const address = this.#server.address();
      this.#url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    }
    return this.#url;
  }
}

function bodyIn(bytes: Buffer): JsonObject | undefined {
  try {
    const body = parseJson(bytes.toString('utf8'));
    return isObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function stringify(value: JsonObject): JsonObject {
  const visit = (item: unknown): JsonObject[string] => {
    if (Array.isArray(item)) return item.map(visit);
    if (isObject(item)) return stringify(item);
    return item === null || item === undefined ? '' : String(item);
  };
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, visit(item)]));
}
