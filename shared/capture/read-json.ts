import { z } from 'zod';
import { completeContext, PostedContext } from './context.ts';
import type { PageHints, Post, ReadPost } from './post.ts';

/** Deeper bodies are no form; the limit keeps the work on hostile ones small (OWASP API4). */
const maxDepth = 5;

/** The body of a JSON post, as the contract describes it. */
export const PostedSubmission = z
  .looseObject({
    submissionId: z
      .string()
      .nullish()
      .meta({ description: '1–128 of A–Z a–z 0–9 . _ ~ -; the same id and body again is the same submission', example: '0b7d6c1e-4a55' }),
    fields: z
      .record(z.string(), z.unknown())
      .meta({ description: 'Values by field name; names that the form does not know are kept beside the lead' }),
    context: PostedContext.optional(),
    consent: z
      .record(z.string(), z.boolean())
      .nullish()
      .meta({ description: 'Answers per purpose: contact, newsletter, tracking; a missing one is a no' }),
    token: z.string().nullish().meta({ description: 'The signed token that came with the form; proves the fill time' }),
  })
  .meta({ id: 'PostedSubmission' });

const known = new Set(['submissionId', 'fields', 'context', 'consent', 'token']);

/** Reads a JSON post; throws nothing, whatever the text is. */
export function readJsonPost(text: string, hints: PageHints): ReadPost {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { kind: 'unreadable', detail: 'The body is not valid JSON.' };
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { kind: 'unreadable', detail: 'The body must be a JSON object with the property `fields`.' };
  }
  if (isDeeperThan(body, maxDepth)) return { kind: 'unreadable', detail: `The body is nested deeper than ${maxDepth} levels.` };
  const parsed = PostedSubmission.safeParse(body);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
    return { kind: 'invalid', faults, post: undefined };
  }
  return { kind: 'post', post: postOf(parsed.data, hints) };
}

function postOf(body: z.infer<typeof PostedSubmission>, hints: PageHints): Post {
  const fields = new Map<string, string>();
  const nested = new Set<string>();
  const add = (name: string, value: unknown) => {
    if (name === '' || value === null || value === undefined) return;
    if (!isFlat(value)) nested.add(name);
    fields.set(name, textOf(value).toWellFormed());
  };
  for (const [name, value] of Object.entries(body)) if (!known.has(name)) add(name, value);
  for (const [name, value] of Object.entries(body.fields)) add(name, value);
  return {
    submissionId: body.submissionId || undefined,
    fields,
    nested,
    context: completeContext(body.context ?? {}, hints),
    consent: new Map(Object.entries(body.consent ?? {})),
    token: body.token || undefined,
    redirect: undefined,
    droppedFiles: [],
  };
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isFlat(value: unknown): boolean {
  return isScalar(value) || (Array.isArray(value) && value.every(isScalar));
}

/** Several ticked boxes of one name come as a list; a plain HTML post of the same form gives the same text. */
function textOf(value: unknown): string {
  if (isScalar(value)) return String(value);
  return Array.isArray(value) && value.every(isScalar) ? value.map(String).join(', ') : JSON.stringify(value);
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}
