import { readFileSync } from 'node:fs';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly minimum?: number;
}

const openapi = JSON.parse(readFileSync(new URL('../../../docs/generated/openapi.json', import.meta.url), 'utf8')) as {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** A text that would run in whatever takes it for markup, an address or a template. */
export const attack = `javascript:window.ran=1//"'><img src=/ran onerror=window.ran=1><svg onload=window.ran=1>\${window.ran=1}{{constructor}}`;

/** Names of texts that a server makes itself and whose form it vouches for: moments, days and ids that stand in addresses. */
const made = /(^|[a-z])(At|Until|Since|Day|Date)$|^(at|since|until|from|to|day|date|next|opens|closes)$/;

/**
 * Makes an answer of the API in which every text is an attack, each field of the schema with a value.
 * @param chosen what stands for some texts, by their names
 */
export function hostileAnswer(name: string, chosen: Readonly<Record<string, unknown>> = {}): unknown {
  const paths: string[] = [];
  const fill = (schema: Schema, key: string, depth: number): unknown => {
    if (key in chosen) return chosen[key];
    if (depth > 12) return null;
    if (schema.$ref !== undefined) return fill(openapi.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, key, depth + 1);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return schema.enum.find((value) => value !== null);
    if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((part) => fill(part, key, depth + 1)));
    const [, first] = [0, (schema.anyOf ?? schema.oneOf)?.find((part) => part.type !== 'null')];
    if (first !== undefined) return fill(first, key, depth + 1);
    const type = [schema.type].flat().find((each) => each !== 'null');
    if (type === 'object') {
      const own = Object.entries(schema.properties ?? {}).map(([inner, part]) => [inner, fill(part, inner, depth + 1)]);
      const other = typeof schema.additionalProperties === 'object' ? [[attack, fill(schema.additionalProperties, '', depth + 1)]] : [];
      return Object.fromEntries([...own, ...other]);
    }
    if (type === 'array') return [fill(schema.items ?? {}, '', depth + 1)];
    if (type === 'string') {
      if (made.test(key)) return new Date().toISOString();
      paths.push(key);
      return attack;
    }
    if (type === 'boolean') return true;
    return Math.max(1, schema.minimum ?? 1);
  };
  const answer = fill({ $ref: name }, '', 0);
  if (paths.length === 0) throw new Error(`the schema ${name} has no text`);
  return answer;
}
