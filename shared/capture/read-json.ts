import { z } from 'zod';
import { PostedContext } from './context.ts';
import { isFlat, knownProperties, shapedBody, textsOf } from './json-shapes.ts';
import type { PageHints, Post, ReadPost } from './post.ts';
import { consentPrefix, postOfEntries } from './read-form.ts';

/** Deeper bodies are no form; the limit keeps the work on hostile ones small (OWASP API4). */
const maxDepth = 5;

const OneAnswer = z.union([z.boolean(), z.string(), z.number()]);
const ConsentAnswer = z.union([OneAnswer, z.array(OneAnswer), z.null()]);
/** `{"granted": "on", "at": …}`, as consent managers write it; the words that may hold the answer. */
const NestedAnswer = z.object({ granted: OneAnswer, value: OneAnswer, checked: OneAnswer, accepted: OneAnswer }).partial();
/** Whatever is no answer is a no: a lead is not lost for the shape of a consent. */
const Consents = z
  .record(
    z.string(),
    z.union([ConsentAnswer, NestedAnswer.transform((nested) => Object.values(nested)), z.unknown().transform(() => null)]),
  )
  .nullish()
  .catch(null);

/** The body of a JSON post, as the contract describes it. */
export const PostedSubmission = z
  .looseObject({
    submissionId: z
      .string()
      .nullish()
      .meta({ description: '1–128 of A–Z a–z 0–9 . _ ~ -; the same id and body again is the same submission', example: '0b7d6c1e-4a55' }),
    fields: z.record(z.string(), z.unknown()).meta({
      description:
        'Values by field name, a list where one name has several; names that the form does not know are kept beside the lead. Reserved names (`_consent.newsletter`, `_pageUrl` …) say what they say in a plain HTML post. A list of `{name, value}`, values as `{value, label}`, and fields inside of `data` or `payload`, as webhooks have them, are taken as well',
    }),
    context: PostedContext.optional(),
    consent: Consents.meta({
      description:
        'Answers per purpose: contact, newsletter, tracking; a missing one is a no. A text says what a box or radio button of that value says',
    }),
    token: z.string().nullish().meta({ description: 'The signed token that came with the form; proves the fill time' }),
    droppedFiles: z.array(z.string()).nullish().meta({ description: 'Names of files that the visitor chose and a JSON post cannot carry' }),
  })
  .meta({ id: 'PostedSubmission' });

/** Reads a JSON post; throws nothing, whatever the text is. */
export function readJsonPost(text: string, hints: PageHints): ReadPost {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { kind: 'unreadable', detail: 'The body is not valid JSON.' };
  }
  if (isDeeperThan(body, maxDepth)) return { kind: 'unreadable', detail: `The body is nested deeper than ${maxDepth} levels.` };
  const shaped = shapedBody(body);
  if (!shaped) return { kind: 'unreadable', detail: 'The body must be a JSON object with the property `fields`.' };
  const parsed = PostedSubmission.safeParse(shaped);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
    return { kind: 'invalid', faults, post: undefined };
  }
  return { kind: 'post', post: postOf(parsed.data, hints) };
}

/** The body as the entries that the same form sends without script, so that one rule reads both. */
function postOf(body: z.infer<typeof PostedSubmission>, hints: PageHints): Post {
  const others = Object.entries(body).filter(([name]) => !knownProperties.has(name) && !Object.hasOwn(body.fields, name));
  const posted = [...others, ...Object.entries(body.fields)];
  const consents = Object.entries(body.consent ?? {}).map(([purpose, answer]) => [`${consentPrefix}${purpose}`, answer] as const);
  const entries = [...posted, ...consents].flatMap(([name, value]) => textsOf(value).map((text) => [name, text] as const));
  const post = postOfEntries({ entries, droppedFiles: body.droppedFiles ?? [] }, hints, body.context);
  return {
    ...post,
    submissionId: body.submissionId || post.submissionId,
    nested: new Set(posted.flatMap(([name, value]) => (isFlat(value) ? [] : [name]))),
    token: body.token || post.token,
  };
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}
